import { createSwitchboard } from './environment';
import type { LiveEvent, TabMessage } from './protocol';

/** A tab's line to whoever holds the stream. `onRestart` is called when that became somebody else: say hello again. */
export interface Transport {
  send(message: TabMessage): void;
}
export type Connect = (receive: (event: LiveEvent) => void, onRestart: () => void) => Transport;

const LEADER_LOCK = 'proxima-live';

/** Chooses how the tabs of this browser share one connection. */
export function chooseTransport(): Connect {
  if (typeof SharedWorker === 'function') return connectWorker;
  // Web Locks exist only in secure contexts; without them every tab has a connection of its own.
  if (typeof BroadcastChannel === 'function' && navigator.locks) return connectLeader;
  return connectAlone;
}

function connectWorker(receive: (event: LiveEvent) => void): Transport {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'proxima-live' });
  worker.port.addEventListener('message', ({ data }: MessageEvent<LiveEvent>) => receive(data));
  worker.port.start();
  return { send: (message) => worker.port.postMessage(message) };
}

interface Envelope {
  from?: string;
  to?: string;
  message?: TabMessage;
  event?: LiveEvent;
  isNewLeader?: boolean;
}

/** The tab that holds the lock runs the switchboard for all; when it closes, the next one takes over. */
export function connectLeader(receive: (event: LiveEvent) => void, onRestart: () => void): Transport {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel('proxima-live');
  let lead: ReturnType<typeof createSwitchboard> | null = null;

  channel.addEventListener('message', ({ data }: MessageEvent<Envelope>) => {
    if (data.isNewLeader) onRestart();
    else if (data.to === me && data.event) receive(data.event);
    else if (lead && data.from && data.message) {
      const { from } = data;
      lead.receive(from, data.message, (event) => channel.postMessage({ to: from, event } satisfies Envelope));
    }
  });

  void navigator.locks.request(LEADER_LOCK, () => {
    lead = createSwitchboard();
    channel.postMessage({ isNewLeader: true } satisfies Envelope);
    onRestart();
    // Held until the tab is gone.
    return new Promise<never>(() => undefined);
  });

  return {
    send: (message) => {
      if (lead) lead.receive(me, message, receive);
      else channel.postMessage({ from: me, message } satisfies Envelope);
    },
  };
}

function connectAlone(receive: (event: LiveEvent) => void): Transport {
  const switchboard = createSwitchboard();
  return { send: (message) => switchboard.receive('this', message, receive) };
}
