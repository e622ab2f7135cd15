import { useEffect } from 'react';
import { useFeed } from '@/live/hooks';

const KEY = 'proxima.reloadedAt';
const LEAST_PAUSE_MS = 60_000;
let isBroken = false;

/** A file of the page that did not arrive: the line was cut, or the hub was updated and has other files now. */
export function watchMissingFiles(): void {
  window.addEventListener('vite:preloadError', () => {
    isBroken = true;
  });
}

/** Loads the page again as soon as the hub answers; at most once a minute, so that a broken build does not spin. */
export function mayReload(isMissing: boolean, isLive: boolean, lastReload: number, now: number): boolean {
  return isMissing && isLive && now - lastReload > LEAST_PAUSE_MS;
}

export function useReloadAfterMissingFiles(): void {
  const feed = useFeed();
  useEffect(() => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (!mayReload(isBroken, feed === 'live', last, Date.now())) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
