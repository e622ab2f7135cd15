/// <reference lib="webworker" />
import type { LiveEvent } from './protocol';
import { MOST_WATCHED } from './protocol';
import { LiveStream, type StreamEnvironment } from './stream';
import { Switchboard } from './switchboard';

const TIME_LIMIT_MS = 8_000;

const streamEnvironment: StreamEnvironment = {
  open: (url) => new EventSource(url),
  isSignedIn: async () => {
    try {
      const answer = await fetch('/api/access', { cache: 'no-store', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
      if (!answer.ok) return null;
      const status = (await answer.json()) as { me?: unknown };
      return Boolean(status.me);
    } catch {
      return null;
    }
  },
  random: () => Math.random(),
  setTimeout: (callback, milliseconds) => Number(setTimeout(callback, milliseconds)),
  clearTimeout: (handle) => clearTimeout(handle),
};

/** When it is not heard the lease runs out and figures come at the slow clock; the stream itself says when the hub is lost. */
async function renewWatch(nodes: readonly string[]): Promise<boolean> {
  const asked = fetch('/api/live/watch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nodes: nodes.slice(0, MOST_WATCHED) }),
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  return asked.then(
    (answer) => answer.ok,
    () => false,
  );
}

/** The switchboard over the browser's own EventSource and timers; runs in a worker as well as in a tab. */
export function createSwitchboard(): Switchboard {
  return new Switchboard(
    {
      now: () => Date.now(),
      setInterval: (callback, milliseconds) => Number(setInterval(callback, milliseconds)),
      setTimeout: (callback, milliseconds) => Number(setTimeout(callback, milliseconds)),
      clearTimeout: (handle) => clearTimeout(handle),
      renewWatch: (nodes) => void renewWatch(nodes),
    },
    (emit: (event: LiveEvent) => void) => new LiveStream(streamEnvironment, emit),
  );
}
