import type { MantineColorSchemeManager } from '@mantine/core';
import { getPreferences, setPreference, subscribePreferences } from '../lib/preferences';

/** Lets Mantine keep its colour scheme where the other preferences are kept, in step over all tabs. */
export function preferenceColorScheme(): MantineColorSchemeManager {
  let unsubscribe: (() => void) | undefined;
  return {
    get: () => getPreferences().theme,
    set: (value) => setPreference('theme', value),
    subscribe: (onUpdate) => {
      unsubscribe = subscribePreferences(() => onUpdate(getPreferences().theme));
    },
    unsubscribe: () => unsubscribe?.(),
    clear: () => setPreference('theme', 'auto'),
  };
}
