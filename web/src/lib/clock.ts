import { useSyncExternalStore } from 'react';

/** A moment: milliseconds since 1970, an ISO 8601 text as the server sends it, or a Date. */
export type Instant = number | string | Date;

let offset = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

/** Milliseconds since 1970 by the hub's clock, as far as it is known: a browser with a wrong clock must not show wrong ages. */
export function now(): number {
  return Date.now() + offset;
}

/** How far the hub's clock is ahead of this browser's, in milliseconds; taken from every heartbeat of the live stream. */
export function setHubOffset(milliseconds: number): void {
  if (!Number.isFinite(milliseconds)) return;
  offset = milliseconds;
}

/** Milliseconds since 1970, or null for what is no moment. */
export function toMillis(at: Instant | null | undefined): number | null {
  if (at === null || at === undefined) return null;
  const millis = typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at);
  return Number.isFinite(millis) ? millis : null;
}

/** The current second, in milliseconds; re-renders once a second while the page is seen. One timer serves every age on the page. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

function snapshot(): number {
  if (listeners.size === 0 || tick === 0) tick = floor(now());
  return tick;
}

function floor(millis: number): number {
  return Math.floor(millis / 1000) * 1000;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(advance, 1000);
    document.addEventListener('visibilitychange', advance);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', advance);
    tick = 0;
  };
}

function advance(): void {
  if (document.visibilityState === 'hidden') return;
  const second = floor(now());
  if (second === tick) return;
  tick = second;
  for (const listener of listeners) listener();
}
