import { describe, expect, it } from 'vitest';
import type { HistoryAnswer } from '@/api/types';
import { type LivePoint, withLiveEdge } from './edge';

const START = 1_700_000_000;

function history(averages: (number | null)[], to = START + averages.length * 10): HistoryAnswer {
  return {
    from: new Date(START * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    bucketSeconds: 10,
    holes: [],
    shiftSeconds: 0,
    times: averages.map((_, index) => START + index * 10),
    series: [
      {
        series: 'cpu.busy',
        unit: 'percent',
        minimum: averages,
        average: averages,
        maximum: averages,
        count: averages.map((value) => (value === null ? 0 : 1)),
      },
    ],
  };
}
const point = (second: number, busy: number): LivePoint => ({
  at: START + second,
  values: new Map([['cpu.busy', busy]]),
});
const column = (answer: HistoryAnswer) => answer.series[0];

describe('the live edge of a chart', () => {
  it('is_history_alone_without_samples', () => {
    const past = history([1, 2, 3]);
    expect(withLiveEdge(past, [])).toBe(past);
  });

  it('adds_buckets_of_the_same_width_and_lets_the_oldest_go', () => {
    const answer = withLiveEdge(history([1, 2, 3]), [point(31, 10), point(39, 30), point(45, 5)]);
    expect(answer.times.map((time) => time - START)).toEqual([20, 30, 40]);
    expect(column(answer)?.average).toEqual([3, 20, 5]);
    expect(column(answer)?.minimum).toEqual([3, 10, 5]);
    expect(column(answer)?.maximum).toEqual([3, 30, 5]);
    expect(column(answer)?.count).toEqual([1, 2, 1]);
  });

  it('leaves_a_gap_where_no_sample_came', () => {
    const answer = withLiveEdge(history([0, 1, 2, 3]), [point(41, 10), point(62, 30)]);
    expect(column(answer)?.average).toEqual([3, 10, null, 30]);
  });

  it('fills_up_the_bucket_history_had_not_finished', () => {
    const answer = withLiveEdge(history([1, 2, 4], START + 25), [point(22, 100), point(26, 6)]);
    expect(column(answer)?.average).toEqual([1, 2, 5]);
    expect(column(answer)?.maximum).toEqual([1, 2, 6]);
  });

  it('does_not_count_a_sample_history_has_counted', () => {
    const answer = withLiveEdge(history([1, 2, 3]), [point(5, 99), point(25, 99)]);
    expect(column(answer)?.average).toEqual([1, 2, 3]);
  });

  it('keeps_a_series_the_samples_do_not_have_as_a_gap', () => {
    const answer = withLiveEdge(history([1, 2, 3]), [{ at: START + 35, values: new Map() }]);
    expect(column(answer)?.average).toEqual([2, 3, null]);
  });

  it('does_not_invent_a_night_after_the_tab_slept', () => {
    const past = history([1, 2, 3]);
    expect(withLiveEdge(past, [point(36_000, 1)])).toBe(past);
  });

  it('survives_an_empty_history', () => {
    const past = { ...history([]), bucketSeconds: 0 };
    expect(withLiveEdge(past, [point(1, 1)])).toBe(past);
  });
});
