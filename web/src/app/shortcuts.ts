import { useEffect, useRef } from 'react';
import { getPreferences } from '@/lib/preferences';

/** How long `g` waits for the letter of a page. */
const SEQUENCE_MS = 1500;

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

/** Keys typed into a field belong to the field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** The name of a key in a table of shortcuts: `/`, `?`, `[`, `ctrl+k`, `Escape`. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key;
  return event.ctrlKey || event.metaKey ? `ctrl+${key.toLowerCase()}` : key;
}

/**
 * Follows keys as they are typed: single keys, Ctrl combinations, and `g x` sequences. Returns what to run, or null.
 * Single characters can be switched off for people who dictate; Escape and Ctrl combinations stay.
 */
export class KeySequence {
  private startedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {}

  next(event: KeyboardEvent, shortcuts: Shortcuts, areLettersOn: boolean): ((event: KeyboardEvent) => void) | null {
    const name = keyName(event);
    if (event.altKey) return null;
    if (name.startsWith('ctrl+')) return shortcuts[name] ?? null;
    if (isTyping(event.target)) return null;
    if (name.length > 1) return shortcuts[name] ?? null;
    if (!areLettersOn) return null;
    const isSecond = this.now() - this.startedAt < SEQUENCE_MS;
    this.startedAt = !isSecond && name === 'g' ? this.now() : Number.NEGATIVE_INFINITY;
    if (isSecond) return shortcuts[`g ${name}`] ?? null;
    return shortcuts[name] ?? null;
  }
}

/** Keys that work anywhere on the page while the caller is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const sequence = new KeySequence(() => performance.now());
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const run = sequence.next(event, latest.current, getPreferences().keys);
      if (run === null) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
