import { beforeEach, describe, expect, it, vi } from 'vitest';
import { busyFigures, fleetSample, ManualTimers, nodeSample } from '@/testing/samples';
import type { LiveEvent } from './protocol';
import type { LiveStream } from './stream';
import { Switchboard } from './switchboard';

let timers: ManualTimers;
let renewed: string[][];
let hub: (event: LiveEvent) => void;
let stream: {
  start: ReturnType<typeof vi.fn>;
  stop: ReturnType<typeof vi.fn>;
  setWatch: ReturnType<typeof vi.fn>;
  retryNow: ReturnType<typeof vi.fn>;
};
let board: Switchboard;

beforeEach(() => {
  timers = new ManualTimers();
  renewed = [];
  stream = { start: vi.fn(), stop: vi.fn(), setWatch: vi.fn(), retryNow: vi.fn() };
  board = new Switchboard(
    {
      now: () => timers.now,
      setInterval: timers.setInterval,
      setTimeout: timers.setTimeout,
      clearTimeout: timers.clearTimeout,
      renewWatch: (nodes) => renewed.push([...nodes]),
    },
    (emit) => {
      hub = emit;
      return stream as unknown as LiveStream;
    },
  );
});

function join(id: string, watch: string[] = [], visible = true): LiveEvent[] {
  const heard: LiveEvent[] = [];
  board.receive(id, { kind: 'hello', watch, visible }, (event) => heard.push(event));
  return heard;
}
const snapshot: LiveEvent = {
  kind: 'snapshot',
  data: { version: 1, fleet: fleetSample(), nodes: [nodeSample(), nodeSample({ id: 'n2' })] },
};
const figures = (nodeId: string): LiveEvent => ({
  kind: 'figures',
  data: { nodeId, version: 2, sampledAt: '2026-11-20T09:40:00Z', figures: busyFigures(9), findings: [] },
});

describe('tabs of one browser', () => {
  it('all_hear_every_event', () => {
    const tabs = Array.from({ length: 8 }, (_, index) => join(`t${index}`));
    hub(snapshot);
    for (const heard of tabs) expect(heard.at(-1)).toEqual(snapshot);
  });

  it('that_join_late_get_what_is_known_marked_as_a_replay', () => {
    join('first');
    hub({ kind: 'connection', state: 'open' });
    hub(snapshot);
    hub({ kind: 'node', data: nodeSample({ cpuBusyPercent: 77 }) });
    hub({ kind: 'gone', data: { nodeId: 'n2', version: 3 } });
    const late = join('late');
    expect(late.map((event) => event.kind)).toEqual(['snapshot', 'connection']);
    expect(late[0]).toMatchObject({ isReplay: true, data: { nodes: [{ id: 'n1', cpuBusyPercent: 77 }] } });
    expect(late[1]).toMatchObject({ state: 'open', clock: { heardAt: timers.now } });
  });

  it('get_nothing_of_a_session_that_has_ended', () => {
    join('first');
    hub(snapshot);
    hub({ kind: 'connection', state: 'refused' });
    expect(join('late').map((event) => event.kind)).toEqual(['connection']);
  });

  it('share_one_list_of_watched_nodes', async () => {
    join('a', ['n2', 'n1']);
    join('b', ['n1']);
    await timers.advance(200);
    expect(stream.setWatch).toHaveBeenLastCalledWith(['n1', 'n2']);
    board.receive('a', { kind: 'bye' }, () => undefined);
    expect(stream.setWatch).toHaveBeenLastCalledWith(['n1']);
  });

  it('that_leave_a_page_and_open_the_next_cost_one_change', async () => {
    join('a', ['n1']);
    join('a', []);
    join('a', ['n2']);
    await timers.advance(200);
    expect(stream.setWatch).toHaveBeenCalledTimes(1);
    expect(stream.setWatch).toHaveBeenLastCalledWith(['n2']);
  });

  it('ask_for_quick_figures_every_10_s_while_one_of_them_is_visible', async () => {
    hub({ kind: 'connection', state: 'open' });
    join('a', ['n1']);
    await timers.advance(30_100);
    expect(renewed).toEqual([['n1'], ['n1'], ['n1'], ['n1']]);
    join('a', ['n1'], false);
    await timers.advance(30_000);
    expect(renewed).toHaveLength(4);
  });

  it('ask_at_once_when_the_connection_stands', async () => {
    join('a', ['n1']);
    await timers.advance(200);
    expect(renewed).toEqual([]);
    hub({ kind: 'connection', state: 'open' });
    expect(renewed).toEqual([['n1']]);
  });

  it('do_not_ask_a_hub_that_is_away', async () => {
    hub({ kind: 'connection', state: 'waiting' });
    join('a', ['n1']);
    await timers.advance(30_100);
    expect(renewed).toEqual([]);
  });

  it('that_close_without_a_word_are_forgotten_after_three_minutes', async () => {
    join('a', ['n1']);
    await timers.advance(170_000);
    board.receive('a', { kind: 'alive' }, () => undefined);
    await timers.advance(170_000);
    expect(stream.stop).not.toHaveBeenCalled();
    await timers.advance(30_000);
    expect(stream.stop).toHaveBeenCalledOnce();
  });

  it('do_not_get_figures_of_a_node_nobody_watches_any_more', async () => {
    join('a', ['n1']);
    await timers.advance(200);
    hub(snapshot);
    hub(figures('n1'));
    expect(join('b', ['n1']).map((event) => event.kind)).toEqual(['snapshot', 'figures', 'connection']);
    join('a', []);
    join('b', []);
    await timers.advance(200);
    expect(join('c').map((event) => event.kind)).toEqual(['snapshot', 'connection']);
  });

  it('try_again_at_once_when_asked', () => {
    board.receive('a', { kind: 'retry' }, () => undefined);
    expect(stream.retryNow).toHaveBeenCalledOnce();
  });
});
