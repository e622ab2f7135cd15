import { components } from './components';

/** Every word a person reads, by key. See t.ts for places and plurals. */
export const en = {
  ...components,

  // Pages: add below, one block a page.
} as const;
