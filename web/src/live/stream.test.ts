import { beforeEach, describe, expect, it } from 'vitest';
import { fleetSample, ManualTimers, nodeSample } from '@/testing/samples';
import type { LiveEvent } from './protocol';
import { type EventSourceLike, LiveStream, pauseBefore } from './stream';

class FakeSource implements EventSourceLike {
  isClosed = false;
  private readonly listeners = new Map<string, (event: MessageEvent) => void>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.isClosed = true;
  }

  fire(type: string, data?: unknown, lastEventId = ''): void {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.listeners.get(type)?.({ data: text, lastEventId } as MessageEvent);
  }
}

let timers: ManualTimers;
let sources: FakeSource[];
let heard: LiveEvent[];
let signedIn: boolean | null;
let stream: LiveStream;

const newest = () => {
  const source = sources.at(-1);
  if (!source) throw new Error('no connection was opened');
  return source;
};
const states = () => heard.flatMap((event) => (event.kind === 'connection' ? [event.state] : []));

beforeEach(() => {
  timers = new ManualTimers();
  sources = [];
  heard = [];
  signedIn = true;
  stream = new LiveStream(
    {
      open: (url) => {
        sources.push(new FakeSource(url));
        return newest();
      },
      isSignedIn: () => Promise.resolve(signedIn),
      random: () => 1,
      setTimeout: timers.setTimeout,
      clearTimeout: timers.clearTimeout,
    },
    (event) => heard.push(event),
  );
});

describe('one stream', () => {
  it('opens_once_however_often_it_is_started', () => {
    stream.start();
    stream.start();
    expect(sources.map((source) => source.url)).toEqual(['/api/live']);
  });

  it('passes_on_what_the_hub_says', () => {
    stream.start();
    newest().fire('snapshot', { version: 3, fleet: fleetSample(), nodes: [nodeSample()] }, 'a-3');
    newest().fire('node', nodeSample({ cpuBusyPercent: 99 }), 'a-4');
    expect(heard.map((event) => event.kind)).toEqual(['connection', 'snapshot', 'node']);
  });

  it('resumes_after_the_last_event_it_saw', async () => {
    stream.start();
    newest().fire('open');
    newest().fire('node', nodeSample(), 'a-7');
    newest().fire('error');
    await timers.advance(600);
    expect(newest().url).toBe('/api/live?lastEventId=a-7');
  });

  it('starts_afresh_when_the_hub_does_not_know_that_event', async () => {
    stream.start();
    newest().fire('node', nodeSample(), 'a-7');
    newest().fire('reset', {});
    newest().fire('error');
    await timers.advance(600);
    expect(newest().url).toBe('/api/live');
  });

  it('waits_longer_after_each_failure_and_starts_short_again_after_a_success', async () => {
    stream.start();
    for (const pause of [500, 1000, 2000]) {
      const before = sources.length;
      newest().fire('error');
      await timers.advance(pause - 1);
      expect(sources).toHaveLength(before);
      await timers.advance(1);
      expect(sources).toHaveLength(before + 1);
    }
    newest().fire('open');
    newest().fire('error');
    await timers.advance(500);
    expect(sources).toHaveLength(5);
  });

  it('gives_up_a_silent_connection_after_20_s', async () => {
    stream.start();
    newest().fire('open');
    await timers.advance(19_999);
    expect(newest().isClosed).toBe(false);
    await timers.advance(1);
    expect(sources[0]?.isClosed).toBe(true);
    expect(states()).toEqual(['connecting', 'open', 'waiting']);
  });

  it('stays_while_beats_arrive', async () => {
    stream.start();
    for (let beat = 0; beat < 5; beat++) {
      await timers.advance(15_000);
      newest().fire('beat', { at: '2026-11-20T09:40:00Z' });
    }
    expect(sources).toHaveLength(1);
    expect(heard.filter((event) => event.kind === 'beat')).toHaveLength(5);
  });

  it('ends_when_nobody_is_signed_in_any_more_and_comes_back_after_the_next_sign_in', async () => {
    stream.start();
    signedIn = false;
    newest().fire('error');
    await timers.advance(60_000);
    expect(sources).toHaveLength(1);
    expect(states().at(-1)).toBe('refused');
    stream.retryNow();
    expect(sources).toHaveLength(2);
  });

  it('keeps_trying_when_the_hub_does_not_answer_at_all', async () => {
    stream.start();
    signedIn = null;
    newest().fire('error');
    await timers.advance(500);
    expect(sources).toHaveLength(2);
  });

  it('reconnects_for_other_watched_nodes_only', () => {
    stream.start();
    stream.setWatch(['b', 'a']);
    stream.setWatch(['a', 'b', 'a']);
    expect(sources.map((source) => source.url)).toEqual(['/api/live', '/api/live?watch=a&watch=b']);
    expect(sources[0]?.isClosed).toBe(true);
  });

  it('does_not_listen_to_a_connection_it_has_left', () => {
    stream.start();
    const old = newest();
    stream.setWatch(['a']);
    heard.length = 0;
    old.fire('node', nodeSample());
    expect(heard).toEqual([]);
  });

  it('ignores_an_event_that_is_not_json', () => {
    stream.start();
    newest().fire('node', '{"id":');
    expect(heard.map((event) => event.kind)).toEqual(['connection']);
  });

  it('stays_stopped', async () => {
    stream.start();
    newest().fire('error');
    stream.stop();
    await timers.advance(60_000);
    expect(sources).toHaveLength(1);
  });
});

describe('the pause before the next attempt', () => {
  it.each([
    [0, 0, 250],
    [0, 1, 500],
    [1, 1, 1000],
    [4, 0.5, 6000],
    [5, 1, 15_000],
    [50, 1, 15_000],
    [50, 0, 7_500],
  ])('after_%i_failures_with_random_%f_is_%i_ms', (attempt, random, pause) => {
    expect(pauseBefore(attempt, random)).toBe(pause);
  });
});
