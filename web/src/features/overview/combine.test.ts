import { describe, expect, it } from 'vitest';
import type { SparkAnswer } from '@/api/types';
import { add, combine } from './combine';

const answer = (nodes: Record<string, (number | null)[]>): SparkAnswer => ({
  from: '2026-11-20T08:40:00Z',
  to: '2026-11-20T09:40:00Z',
  bucketSeconds: 60,
  series: 'cpu.busy',
  nodes: Object.entries(nodes).map(([nodeId, average]) => ({ nodeId, average, minimum: average, maximum: average })),
});
const all = () => true;

describe('one line for several nodes', () => {
  it('keeps_the_band_of_a_single_node', () => {
    expect(combine(answer({ a: [1, null, 3] }), all, 'sum')).toEqual({
      average: [1, null, 3],
      minimum: [1, null, 3],
      maximum: [1, null, 3],
    });
  });

  it('weighs_shares_by_size', () => {
    const weights: Record<string, number> = { a: 32, b: 8 };
    expect(combine(answer({ a: [10], b: [60] }), all, { weight: (id) => weights[id] ?? 0 }).average).toEqual([20]);
  });

  it('sums_rates', () => {
    expect(combine(answer({ a: [1, 2], b: [10, 20] }), all, 'sum').average).toEqual([11, 22]);
  });

  it('shows_a_gap_and_no_dip_where_one_node_is_missing', () => {
    expect(combine(answer({ a: [1, 2], b: [10, null] }), all, 'sum').average).toEqual([11, null]);
  });

  it('leaves_out_nodes_that_do_not_count', () => {
    expect(combine(answer({ a: [1, 2], b: [null, null] }), (id) => id === 'a', 'sum').average).toEqual([1, 2]);
  });

  it('knows_nothing_of_no_node', () => {
    expect(combine(answer({}), all, 'sum').average).toEqual([]);
    expect(combine(answer({ a: [1], b: [2] }), all, { weight: () => 0 }).average).toEqual([null]);
  });

  it('adds_two_directions', () => {
    expect(add({ average: [1, null, 3] }, { average: [1, 1, null] }).average).toEqual([2, null, null]);
  });
});
