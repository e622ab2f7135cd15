import type { LiveEvent } from './protocol';
import { MOST_WATCHED, SILENCE_LIMIT_MS } from './protocol';

/** The part of EventSource that is used, so that tests can play the hub. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: MessageEvent) => void): void;
  close(): void;
}

export interface StreamEnvironment {
  open(url: string): EventSourceLike;
  /** Whether the session still holds: null when the hub does not answer. */
  isSignedIn(): Promise<boolean | null>;
  random(): number;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(handle: number): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const EVENTS = ['snapshot', 'node', 'fleet', 'figures', 'gone'] as const;

/** Pause before attempt n: doubles up to 15 s, and spread over half of it so that many browsers do not come back at once. */
export function pauseBefore(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return whole / 2 + (whole / 2) * random;
}

/**
 * The one connection to /api/live: opens it, resumes it after the last event seen, gives it up when it is silent,
 * and says what it hears. Knows nothing of tabs.
 */
export class LiveStream {
  private source: EventSourceLike | null = null;
  private lastEventId = '';
  private watch: readonly string[] = [];
  private attempt = 0;
  private retry = 0;
  private silence = 0;
  private isRunning = false;

  constructor(
    private readonly environment: StreamEnvironment,
    private readonly emit: (event: LiveEvent) => void,
  ) {}

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.attempt = 0;
    this.connect();
  }

  stop(): void {
    this.isRunning = false;
    this.disconnect();
  }

  /** Changes which nodes send figures; reconnects only when that is another set. */
  setWatch(nodes: readonly string[]): void {
    const next = [...new Set(nodes)].sort().slice(0, MOST_WATCHED);
    if (next.join('\n') === this.watch.join('\n')) return;
    this.watch = next;
    if (this.source) this.connect();
  }

  /** Tries at once instead of after the pause. */
  retryNow(): void {
    this.isRunning = true;
    this.attempt = 0;
    this.connect();
  }

  private connect(): void {
    this.disconnect();
    this.emit({ kind: 'connection', state: 'connecting' });
    const source = this.environment.open(this.url());
    this.source = source;
    const mine = (listener: (event: MessageEvent) => void) => (event: MessageEvent) => {
      if (this.source === source) listener(event);
    };
    source.addEventListener(
      'open',
      mine(() => this.onOpen()),
    );
    source.addEventListener(
      'error',
      mine(() => void this.onBroken()),
    );
    source.addEventListener(
      'reset',
      mine(() => this.onReset()),
    );
    source.addEventListener(
      'beat',
      mine((event) => this.onBeat(event)),
    );
    for (const kind of EVENTS)
      source.addEventListener(
        kind,
        mine((event) => this.onData(kind, event)),
      );
    this.watchSilence();
  }

  private disconnect(): void {
    this.source?.close();
    this.source = null;
    this.environment.clearTimeout(this.retry);
    this.environment.clearTimeout(this.silence);
  }

  private url(): string {
    const query = new URLSearchParams();
    for (const node of this.watch) query.append('watch', node);
    if (this.lastEventId) query.set('lastEventId', this.lastEventId);
    const text = query.toString();
    return text ? `/api/live?${text}` : '/api/live';
  }

  private onOpen(): void {
    this.attempt = 0;
    this.emit({ kind: 'connection', state: 'open' });
    this.heard(null);
    this.emit({ kind: 'beat', at: null });
  }

  /** The hub does not know where we stopped; the snapshot that follows replaces everything. */
  private onReset(): void {
    this.lastEventId = '';
    this.heard(null);
  }

  private onBeat(event: MessageEvent): void {
    const data = parse(event.data);
    const at = data !== null && typeof data === 'object' && 'at' in data ? String(data.at) : null;
    this.heard(event);
    this.emit({ kind: 'beat', at: typeof data === 'string' ? data : at });
  }

  private onData(kind: (typeof EVENTS)[number], event: MessageEvent): void {
    const data = parse(event.data);
    if (data === null || typeof data !== 'object') return;
    this.heard(event);
    this.emit({ kind, data } as LiveEvent);
  }

  private heard(event: MessageEvent | null): void {
    if (event?.lastEventId) this.lastEventId = event.lastEventId;
    this.watchSilence();
  }

  private watchSilence(): void {
    this.environment.clearTimeout(this.silence);
    this.silence = this.environment.setTimeout(() => void this.onBroken(), SILENCE_LIMIT_MS);
  }

  private async onBroken(): Promise<void> {
    this.disconnect();
    this.emit({ kind: 'connection', state: 'waiting' });
    // EventSource does not tell a refusal from a broken line, so ask.
    const isSignedIn = await this.environment.isSignedIn();
    if (!this.isRunning || this.source) return;
    if (isSignedIn === false) {
      this.isRunning = false;
      this.lastEventId = '';
      this.emit({ kind: 'connection', state: 'refused' });
      return;
    }
    const pause = pauseBefore(this.attempt++, this.environment.random());
    this.environment.clearTimeout(this.retry);
    this.retry = this.environment.setTimeout(() => this.connect(), pause);
  }
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
