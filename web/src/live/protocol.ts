import type { FleetOverview, LiveSnapshot, NodeFiguresUpdate, NodeGone, NodeSummary } from '@/api/types';

/** What the one stream of this browser says to its tabs. */
export type LiveEvent =
  | { kind: 'snapshot'; data: LiveSnapshot; isReplay?: boolean }
  | { kind: 'node'; data: NodeSummary }
  | { kind: 'fleet'; data: FleetOverview }
  | { kind: 'figures'; data: NodeFiguresUpdate; isReplay?: boolean }
  | { kind: 'gone'; data: NodeGone }
  /** A sign of life without news; `at` is the hub's clock where the event carries it. */
  | { kind: 'beat'; at: string | null }
  /** `clock` is there for a tab that joins late. */
  | { kind: 'connection'; state: ConnectionState; clock?: LiveClock };

/** When the stream was last heard (this browser's clock) and how far the hub's clock is ahead. */
export interface LiveClock {
  heardAt: number;
  offsetMs: number;
}

/** open: the stream runs. waiting: it broke and is tried again. refused: nobody is signed in any more. */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'refused';

/** What a tab says to whoever holds the stream. */
export type TabMessage =
  | { kind: 'hello'; watch: string[]; visible: boolean }
  | { kind: 'alive' }
  | { kind: 'bye' }
  /** Signed in again, or the person asked to try now. */
  | { kind: 'retry' };

/** A stream without any event for this long is lost: the hub beats every 15 s. */
export const SILENCE_LIMIT_MS = 20_000;
/** Leases of /api/live/watch last 15 s. */
export const WATCH_RENEW_MS = 10_000;
/** The hub takes at most this many nodes in one stream. */
export const MOST_WATCHED = 20;
/** Browsers let hidden tabs run timers once a minute. */
export const TAB_ALIVE_MS = 25_000;
export const TAB_SILENT_MS = 180_000;
