import { access } from './access';
import { components } from './components';
import { pages } from './pages';

/** Every word a person reads, by key. See t.ts for places and plurals. */
export const en = {
  ...components,
  ...pages,
  ...access,
} as const;
