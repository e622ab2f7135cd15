import { useSyncExternalStore } from 'react';

/** What a person chose for this browser. Nothing here reaches the server. */
export interface Preferences {
  readonly theme: 'auto' | 'dark' | 'light';
  readonly density: 'dense' | 'roomy';
  /** How rates are written: Mbit/s or MB/s. */
  readonly rates: 'bits' | 'bytes';
  readonly temperature: 'celsius' | 'fahrenheit';
  /** Single-letter keys; off for those whose assistive software needs the letters. */
  readonly keys: boolean;
}

export const defaultPreferences: Preferences = {
  theme: 'auto',
  density: 'dense',
  rates: 'bits',
  temperature: 'celsius',
  keys: true,
};

const storageKey = 'proxima.preferences';

const allowed: { readonly [K in keyof Preferences]: readonly Preferences[K][] } = {
  theme: ['auto', 'dark', 'light'],
  density: ['dense', 'roomy'],
  rates: ['bits', 'bytes'],
  temperature: ['celsius', 'fahrenheit'],
  keys: [true, false],
};

/** Reads stored text; what is missing, foreign or from another version falls back to the default, member by member. */
export function parsePreferences(text: string | null): Preferences {
  const stored = parseObject(text);
  const pick = <K extends keyof Preferences>(key: K): Preferences[K] => {
    const value = stored[key];
    return allowed[key].find((candidate) => candidate === value) ?? defaultPreferences[key];
  };
  return {
    theme: pick('theme'),
    density: pick('density'),
    rates: pick('rates'),
    temperature: pick('temperature'),
    keys: pick('keys'),
  };
}

function parseObject(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {}; // Written by something else: the defaults are a good answer, and the next change repairs it.
  }
}

let current: Preferences | undefined;
const listeners = new Set<() => void>();

export function getPreferences(): Preferences {
  current ??= parsePreferences(read());
  return current;
}

export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  if (getPreferences()[key] === value) return;
  current = { ...getPreferences(), [key]: value };
  write(JSON.stringify(current));
  for (const listener of listeners) listener();
}

/** Calls back after every change, whether made here or in another tab. */
export function subscribePreferences(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, getPreferences, () => defaultPreferences);
}

/** Forgets what was read, so that the next reader asks the browser again. */
export function reloadPreferences(): void {
  current = undefined;
  for (const listener of listeners) listener();
}

function onStorage(event: StorageEvent): void {
  if (event.key === storageKey || event.key === null) reloadPreferences();
}

function read(): string | null {
  try {
    return window.localStorage.getItem(storageKey);
  } catch {
    return null; // Storage is switched off: the choice lives as long as the page.
  }
}

function write(text: string): void {
  try {
    window.localStorage.setItem(storageKey, text);
  } catch {
    return; // Switched off or full: the choice lives as long as the page.
  }
}
