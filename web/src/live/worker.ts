/// <reference lib="webworker" />
import { createSwitchboard } from './environment';
import type { TabMessage } from './protocol';

/** The shared worker: one for all tabs of this browser, so one connection for all of them. */
const scope = self as unknown as SharedWorkerGlobalScope;
const switchboard = createSwitchboard();
let count = 0;

scope.addEventListener('connect', (event) => {
  const port = event.ports[0];
  if (!port) return;
  const id = `tab-${++count}`;
  port.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    switchboard.receive(id, data, (out) => port.postMessage(out));
  });
  port.start();
});
