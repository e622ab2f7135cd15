import type { FleetOverview, NodeFiguresUpdate, NodeSummary } from '@/api/types';
import { hubTimeOf, nextClock } from './clock';
import type { LivePoint } from './edge';
import type { ConnectionState, LiveClock, LiveEvent } from './protocol';
import { SILENCE_LIMIT_MS } from './protocol';
import { seriesOf } from './series';

/** Fifteen minutes at one sample a second. */
const MOST_POINTS = 900;

export type Feed = 'starting' | 'live' | 'lost' | 'refused';

type Topic = 'fleet' | 'feed' | 'list' | `node:${string}` | `figures:${string}`;

/**
 * What the stream said, kept for this tab. Readers subscribe to one topic, so that a row is drawn again for its own
 * node and nothing else.
 */
export class LiveStore {
  private readonly listeners = new Map<Topic, Set<() => void>>();
  private readonly nodes = new Map<string, NodeSummary>();
  private readonly figures = new Map<string, NodeFiguresUpdate>();
  private readonly points = new Map<string, readonly LivePoint[]>();
  private ids: readonly string[] = [];
  private fleet: FleetOverview | null = null;
  private connection: ConnectionState = 'connecting';
  private clock: LiveClock = { heardAt: 0, offsetMs: 0 };
  private readonly startedAt: number;

  constructor(private readonly now: () => number = () => Date.now()) {
    this.startedAt = now();
  }

  readonly subscribe = (topic: Topic, listener: () => void): (() => void) => {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(topic);
    };
  };

  getFleet = (): FleetOverview | null => this.fleet;
  getNode = (id: string): NodeSummary | null => this.nodes.get(id) ?? null;
  getIds = (): readonly string[] => this.ids;
  getFigures = (id: string): NodeFiguresUpdate | null => this.figures.get(id) ?? null;
  getPoints = (id: string): readonly LivePoint[] => this.points.get(id) ?? NO_POINTS;

  /** How far the hub's clock is ahead of this browser's, in milliseconds. */
  getOffset = (): number => this.clock.offsetMs;

  /** Milliseconds since anything was heard from the hub; since the page opened when nothing was. */
  getSilence = (): number => Math.max(0, this.now() - (this.clock.heardAt || this.startedAt));

  /** The hub's time of the last thing heard; null before the first. */
  getHeardAt = (): number | null => (this.clock.heardAt ? this.clock.heardAt + this.clock.offsetMs : null);

  /** When this tab began to listen, by the hub's clock as far as it is known. */
  getStartedAt = (): number => this.startedAt + this.clock.offsetMs;

  /** Whether what is on the page may be taken for now. Silence makes it lost, whatever the connection claims. */
  getFeed = (): Feed => {
    if (this.connection === 'refused') return 'refused';
    if (this.getSilence() > SILENCE_LIMIT_MS) return 'lost';
    return this.fleet === null ? 'starting' : 'live';
  };

  receive = (event: LiveEvent): void => {
    const isLive = event.kind !== 'connection' && !('isReplay' in event && event.isReplay);
    if (isLive) this.clock = nextClock(this.clock, this.now(), hubTimeOf(event));
    const topics = this.apply(event);
    for (const topic of topics) for (const listener of [...(this.listeners.get(topic) ?? [])]) listener();
  };

  /** Another person may sign in next: nothing of this session stays. */
  clear(): void {
    const topics: Topic[] = ['fleet', 'list', 'feed', ...this.ids.map((id): Topic => `node:${id}`)];
    this.fleet = null;
    this.nodes.clear();
    this.figures.clear();
    this.points.clear();
    this.ids = [];
    this.connection = 'connecting';
    this.clock = { heardAt: this.now(), offsetMs: this.clock.offsetMs };
    for (const topic of topics) for (const listener of [...(this.listeners.get(topic) ?? [])]) listener();
  }

  private apply(event: LiveEvent): Topic[] {
    switch (event.kind) {
      case 'snapshot':
        return this.applySnapshot(event.data.fleet, event.data.nodes);
      case 'fleet':
        this.fleet = event.data;
        return ['fleet', 'feed'];
      case 'node':
        return this.applyNode(event.data);
      case 'figures':
        return this.applyFigures(event.data);
      case 'gone':
        this.nodes.delete(event.data.nodeId);
        this.figures.delete(event.data.nodeId);
        this.points.delete(event.data.nodeId);
        this.ids = [...this.nodes.keys()];
        return ['list', 'feed', `node:${event.data.nodeId}`, `figures:${event.data.nodeId}`];
      case 'connection':
        this.connection = event.state;
        if (event.clock) this.clock = event.clock;
        return ['feed'];
      case 'beat':
        return ['feed'];
    }
  }

  private applySnapshot(fleet: FleetOverview, nodes: readonly NodeSummary[]): Topic[] {
    const before = [...this.nodes.keys()];
    this.fleet = fleet;
    this.nodes.clear();
    for (const node of nodes) this.nodes.set(node.id, node);
    this.ids = [...this.nodes.keys()];
    const touched = new Set([...before, ...this.ids]);
    return ['fleet', 'feed', 'list', ...[...touched].map((id): Topic => `node:${id}`)];
  }

  private applyNode(node: NodeSummary): Topic[] {
    const isNew = !this.nodes.has(node.id);
    this.nodes.set(node.id, node);
    if (!isNew) return ['feed', `node:${node.id}`];
    this.ids = [...this.nodes.keys()];
    return ['feed', 'list', `node:${node.id}`];
  }

  private applyFigures(update: NodeFiguresUpdate): Topic[] {
    const { nodeId } = update;
    const at = Date.parse(update.sampledAt) / 1000;
    const kept = this.getPoints(nodeId);
    this.figures.set(nodeId, update);
    if (!Number.isNaN(at) && at > (kept.at(-1)?.at ?? 0)) {
      this.points.set(nodeId, [...kept.slice(-(MOST_POINTS - 1)), { at, values: seriesOf(update.figures) }]);
    }
    return ['feed', `figures:${nodeId}`];
  }
}

const NO_POINTS: readonly LivePoint[] = [];
