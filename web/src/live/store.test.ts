import { beforeEach, describe, expect, it, vi } from 'vitest';
import { busyFigures, fleetSample, nodeSample } from '@/testing/samples';
import { LiveStore } from './store';

let now: number;
let store: LiveStore;

beforeEach(() => {
  now = Date.parse('2026-11-20T09:40:00Z');
  store = new LiveStore(() => now);
});

const snapshot = () =>
  store.receive({
    kind: 'snapshot',
    data: { version: 1, fleet: fleetSample(), nodes: [nodeSample(), nodeSample({ id: 'n2', name: 'pve2' })] },
  });
const figures = (sampledAt: string, busy: number) =>
  store.receive({
    kind: 'figures',
    data: { nodeId: 'n1', version: 2, sampledAt, figures: busyFigures(busy), findings: [] },
  });

describe('the live store', () => {
  it('tells_only_the_readers_of_the_node_that_changed', () => {
    snapshot();
    const [first, second, list] = [vi.fn(), vi.fn(), vi.fn()];
    store.subscribe('node:n1', first);
    store.subscribe('node:n2', second);
    store.subscribe('list', list);
    store.receive({ kind: 'node', data: nodeSample({ cpuBusyPercent: 91 }) });
    expect([first, second, list].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 0]);
    expect(store.getNode('n1')?.cpuBusyPercent).toBe(91);
  });

  it('keeps_the_same_list_until_a_node_comes_or_goes', () => {
    snapshot();
    const before = store.getIds();
    store.receive({ kind: 'node', data: nodeSample({ cpuBusyPercent: 50 }) });
    expect(store.getIds()).toBe(before);
    store.receive({ kind: 'gone', data: { nodeId: 'n1', version: 9 } });
    expect(store.getIds()).toEqual(['n2']);
    store.receive({ kind: 'node', data: nodeSample({ id: 'n3' }) });
    expect(store.getIds()).toEqual(['n2', 'n3']);
  });

  it('drops_nodes_that_a_new_snapshot_does_not_name', () => {
    snapshot();
    const gone = vi.fn();
    store.subscribe('node:n2', gone);
    store.receive({ kind: 'snapshot', data: { version: 5, fleet: fleetSample(), nodes: [nodeSample()] } });
    expect(store.getNode('n2')).toBeNull();
    expect(gone).toHaveBeenCalledOnce();
  });

  it('says_starting_before_the_first_snapshot_and_live_after_it', () => {
    expect(store.getFeed()).toBe('starting');
    store.receive({ kind: 'connection', state: 'open' });
    expect(store.getFeed()).toBe('starting');
    snapshot();
    expect(store.getFeed()).toBe('live');
  });

  it.each([
    ['after_20_s_without_a_word', 20_001, 'lost'],
    ['not_before', 20_000, 'live'],
  ])('is_lost_%s', (_, silence, feed) => {
    snapshot();
    now += silence;
    expect(store.getFeed()).toBe(feed);
    expect(store.getSilence()).toBe(silence);
  });

  it('is_lost_as_well_when_nothing_ever_came', () => {
    now += 20_001;
    expect(store.getFeed()).toBe('lost');
    expect(store.getHeardAt()).toBeNull();
  });

  it('is_live_again_with_the_next_beat', () => {
    snapshot();
    now += 60_000;
    store.receive({ kind: 'beat', at: '2026-11-20T09:41:00Z' });
    expect(store.getFeed()).toBe('live');
  });

  it('does_not_take_a_replay_for_a_sign_of_life', () => {
    const heardAt = now - 60_000;
    store.receive({ kind: 'snapshot', isReplay: true, data: { version: 1, fleet: fleetSample(), nodes: [] } });
    store.receive({ kind: 'connection', state: 'waiting', clock: { heardAt, offsetMs: 0 } });
    expect(store.getFeed()).toBe('lost');
    expect(store.getSilence()).toBe(60_000);
  });

  it('knows_how_far_the_clock_of_the_hub_is_ahead', () => {
    now += 3_600_000;
    store.receive({ kind: 'beat', at: '2026-11-20T09:40:05Z' });
    expect(new Date(now + store.getOffset()).toISOString()).toBe('2026-11-20T09:40:05.000Z');
  });

  it('keeps_the_last_samples_of_a_watched_node_in_order_and_once', () => {
    figures('2026-11-20T09:40:01Z', 10);
    figures('2026-11-20T09:40:02Z', 20);
    figures('2026-11-20T09:40:02Z', 20);
    figures('2026-11-20T09:39:59Z', 99);
    expect(store.getPoints('n1').map((point) => point.values.get('cpu.busy'))).toEqual([10, 20]);
  });

  it('bounds_what_it_keeps', () => {
    for (let second = 0; second < 1000; second++) figures(new Date(now + second * 1000).toISOString(), 1);
    expect(store.getPoints('n1')).toHaveLength(900);
  });

  it('forgets_everything_at_sign_out', () => {
    snapshot();
    figures('2026-11-20T09:40:01Z', 10);
    store.clear();
    expect([store.getFleet(), store.getNode('n1'), store.getFigures('n1'), store.getIds(), store.getFeed()]).toEqual([
      null,
      null,
      null,
      [],
      'starting',
    ]);
  });
});
