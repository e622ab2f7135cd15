import { access } from './access';
import { components } from './components';
import { endpoints } from './endpoints';
import { pages } from './pages';
import { storage } from './storage';

/** Every word a person reads, by key. See t.ts for places and plurals. */
export const en = {
  ...components,
  ...pages,
  ...storage,
  ...access,
  ...endpoints,
} as const;
