import { useEffect } from 'react';
import { useFeed } from '@/live/hooks';

const KEY = 'proxima.reloadedAt';
const LEAST_PAUSE_MS = 60_000;
const ANSWER_LIMIT_MS = 5000;
let isBroken = false;
let isAsking = false;

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

/**
 * Whether the hub answers now. The feed alone does not tell: a cut line fails the file at once, and the feed seconds later.
 * The page itself is asked, since the other page shown would be the browser's own "cannot be reached".
 */
export async function isHubThere(fetcher: typeof fetch = fetch): Promise<boolean> {
  try {
    return (await fetcher('/', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) })).ok;
  } catch {
    return false;
  }
}

export function useReloadAfterMissingFiles(): void {
  const feed = useFeed();
  useEffect(() => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (isAsking || !mayReload(isBroken, feed === 'live', last, Date.now())) return;
    isAsking = true;
    void isHubThere().then((isThere) => {
      isAsking = false;
      if (!isThere) return;
      sessionStorage.setItem(KEY, String(Date.now()));
      window.location.reload();
    });
  });
}
