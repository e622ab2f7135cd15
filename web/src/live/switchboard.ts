import type { LiveSnapshot, NodeFiguresUpdate, NodeSummary } from '@/api/types';
import { hubTimeOf, nextClock } from './clock';
import type { ConnectionState, LiveClock, LiveEvent, TabMessage } from './protocol';
import { TAB_SILENT_MS, WATCH_RENEW_MS } from './protocol';
import type { LiveStream } from './stream';

export interface SwitchboardEnvironment {
  now(): number;
  setInterval(callback: () => void, milliseconds: number): number;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(handle: number): void;
  /** Asks the hub for figures every second from these nodes. */
  renewWatch(nodes: readonly string[]): void;
}

interface Tab {
  send(event: LiveEvent): void;
  watch: readonly string[];
  isVisible: boolean;
  heardAt: number;
}

/** Pages that open and close quickly must not each cost a new connection. */
const WATCH_SETTLE_MS = 120;

/** Joins one stream with all tabs of the browser: who joins late gets what is known, and all tabs' wishes become one. */
export class Switchboard {
  private readonly tabs = new Map<string, Tab>();
  private readonly nodes = new Map<string, NodeSummary>();
  private readonly figures = new Map<string, NodeFiguresUpdate>();
  private snapshot: LiveSnapshot | null = null;
  private connection: ConnectionState = 'connecting';
  private clock: LiveClock = { heardAt: 0, offsetMs: 0 };
  private settle = 0;

  constructor(
    private readonly environment: SwitchboardEnvironment,
    private readonly makeStream: (emit: (event: LiveEvent) => void) => LiveStream,
  ) {
    this.stream = this.makeStream((event) => this.hear(event));
    environment.setInterval(() => this.tick(), WATCH_RENEW_MS);
  }

  private readonly stream: LiveStream;

  receive(id: string, message: TabMessage, send: (event: LiveEvent) => void): void {
    if (message.kind === 'bye') this.drop(id);
    else if (message.kind === 'retry') this.stream.retryNow();
    else if (message.kind === 'hello') this.greet(id, message, send);
    else {
      const tab = this.tabs.get(id);
      if (tab) tab.heardAt = this.environment.now();
    }
  }

  private greet(id: string, message: TabMessage & { kind: 'hello' }, send: (event: LiveEvent) => void): void {
    const known = this.tabs.get(id);
    this.tabs.set(id, { send, watch: message.watch, isVisible: message.visible, heardAt: this.environment.now() });
    if (!known) this.tellWhatIsKnown(send);
    this.stream.start();
    this.environment.clearTimeout(this.settle);
    this.settle = this.environment.setTimeout(() => this.applyWatch(), WATCH_SETTLE_MS);
  }

  private tellWhatIsKnown(send: (event: LiveEvent) => void): void {
    if (this.snapshot)
      send({ kind: 'snapshot', data: { ...this.snapshot, nodes: [...this.nodes.values()] }, isReplay: true });
    for (const update of this.figures.values()) send({ kind: 'figures', data: update, isReplay: true });
    send({ kind: 'connection', state: this.connection, clock: this.clock });
  }

  private hear(event: LiveEvent): void {
    this.remember(event);
    if (event.kind !== 'connection') this.clock = nextClock(this.clock, this.environment.now(), hubTimeOf(event));
    for (const tab of this.tabs.values()) tab.send(event);
    if (event.kind === 'connection' && event.state === 'open') this.renew();
  }

  private remember(event: LiveEvent): void {
    switch (event.kind) {
      case 'snapshot':
        this.snapshot = event.data;
        this.nodes.clear();
        for (const node of event.data.nodes) this.nodes.set(node.id, node);
        break;
      case 'node':
        this.nodes.set(event.data.id, event.data);
        break;
      case 'fleet':
        if (this.snapshot) this.snapshot = { ...this.snapshot, fleet: event.data, version: event.data.version };
        break;
      case 'figures':
        this.figures.set(event.data.nodeId, event.data);
        break;
      case 'gone':
        this.nodes.delete(event.data.nodeId);
        this.figures.delete(event.data.nodeId);
        break;
      case 'connection':
        this.connection = event.state;
        if (event.state === 'refused') this.forget();
        break;
      case 'beat':
        break;
    }
  }

  /** After a sign-out nothing of the session stays. */
  private forget(): void {
    this.snapshot = null;
    this.nodes.clear();
    this.figures.clear();
  }

  private drop(id: string): void {
    this.tabs.delete(id);
    if (this.tabs.size === 0) this.stream.stop();
    else this.applyWatch();
  }

  private tick(): void {
    const now = this.environment.now();
    for (const [id, tab] of this.tabs) if (now - tab.heardAt > TAB_SILENT_MS) this.drop(id);
    this.renew();
  }

  private applyWatch(): void {
    const watched = this.watched(() => true);
    for (const id of this.figures.keys()) if (!watched.includes(id)) this.figures.delete(id);
    this.stream.setWatch(watched);
    this.renew();
  }

  /** Figures every second only while somebody looks. */
  private renew(): void {
    const looked = this.watched((tab) => tab.isVisible);
    if (looked.length > 0 && this.connection === 'open') this.environment.renewWatch(looked);
  }

  private watched(which: (tab: Tab) => boolean): string[] {
    const ids = new Set<string>();
    for (const tab of this.tabs.values()) if (which(tab)) for (const id of tab.watch) ids.add(id);
    return [...ids].sort();
  }
}
