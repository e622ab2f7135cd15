import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  type ChartData,
  type ChartEvent,
  causeAt,
  columnsOf,
  gapsOf,
  isEmpty,
  peak,
  placeFlags,
  summaryOf,
  valueScale,
  wholeSpan,
} from './model';

const percent = (value: number) => `${Math.round(value)} %`;
const at = (i: number) => 1_000_000 + i * 600;

function data(average: (number | null)[], more: Partial<ChartData['series'][number]> = {}): ChartData {
  return { times: average.map((_, i) => at(i)), series: [{ label: 'CPU', average, ...more }] };
}

describe('grid', () => {
  it('bucket_is_the_usual_spacing', () => {
    expect(bucketOf({ times: [0, 60, 120, 180], series: [] })).toBe(60);
    expect(bucketOf({ times: [0, 60, 120], series: [], bucketSeconds: 30 })).toBe(30);
    expect(bucketOf({ times: [5], series: [] })).toBe(60);
    expect(bucketOf({ times: [], series: [] })).toBe(60);
  });

  it('reaches_to_the_end_of_the_last_bucket', () =>
    expect(wholeSpan(data([1, 2]))).toEqual({ from: at(0), to: at(2) }));

  it('points_stand_in_the_middle_of_their_bucket', () => expect(columnsOf(data([1]))[0]).toEqual([at(0) + 30]));

  it('without_extremes_the_band_is_the_line', () =>
    expect(columnsOf(data([1, null])).slice(1)).toEqual([
      [1, null],
      [1, null],
      [1, null],
    ]));

  it('the_other_direction_is_negative_and_gaps_stay_gaps', () => {
    const both: ChartData = {
      times: [at(0), at(1)],
      series: [
        { label: 'in', average: [5, 6] },
        { label: 'out', average: [1, null], minimum: [0, null], maximum: [2, null], below: true },
      ],
    };
    expect(columnsOf(both).slice(4)).toEqual([
      [-1, null],
      [-0, null],
      [-2, null],
    ]);
  });
});

describe('gaps', () => {
  it('are_whole_buckets', () => {
    expect(gapsOf(data([1, null, null, 2]))).toEqual({ hatched: [{ from: at(1), to: at(3) }], before: null });
  });

  it('reach_to_the_right_edge_when_the_feed_has_stopped', () => {
    expect(gapsOf(data([1, 2, null, null])).hatched).toEqual([{ from: at(2), to: at(4) }]);
  });

  it('the_bucket_in_progress_is_not_one_yet', () => expect(gapsOf(data([1, 2, null])).hatched).toEqual([]));

  it('before_the_first_evidence_nothing_was_lost', () => {
    expect(gapsOf(data([null, null, 1, 2]))).toEqual({ hatched: [], before: { from: at(0), to: at(2) } });
  });

  it('need_all_series_to_be_silent', () => {
    const two: ChartData = {
      times: [at(0), at(1), at(2)],
      series: [
        { label: 'in', average: [1, null, 1] },
        { label: 'out', average: [1, 2, 1] },
      ],
    };
    expect(gapsOf(two).hatched).toEqual([]);
  });

  it('nothing_at_all_is_empty_and_not_a_gap', () => {
    expect(gapsOf(data([null, null]))).toEqual({ hatched: [], before: null });
    expect(isEmpty(data([null, null]))).toBe(true);
    expect(isEmpty(data([null, 0]))).toBe(false);
  });

  it('have_a_reason_where_one_is_known', () => {
    const because = [{ from: new Date(at(1) * 1000), to: at(3) * 1000, cause: 'agent updated' }];
    expect(causeAt(at(2), because)).toBe('agent updated');
    expect(causeAt(at(4), because)).toBeUndefined();
    expect(causeAt(at(2), [{ from: 'x', to: 'y', cause: 'z' }])).toBeUndefined();
  });
});

describe('scale', () => {
  it('percent_is_always_0_to_100', () => {
    expect(valueScale(data([3]), { percent: true })).toEqual({ min: 0, max: 100, ticks: [0, 50, 100] });
  });

  it.each([
    [[0.7], 0.8],
    [[7], 8],
    [[212], 300],
    [[300], 300],
    [[1001], 1500],
  ])('%j_has_the_round_top_%d', (average, top) => {
    const scale = valueScale(data(average), {});
    expect(scale.max).toBeCloseTo(top);
    expect(scale.ticks.length).toBeGreaterThanOrEqual(3);
    expect(scale.ticks.length).toBeLessThanOrEqual(5);
    expect(scale.ticks.at(-1)).toBeCloseTo(top);
  });

  it('all_zero_still_has_a_scale', () => {
    const { min, max, ticks } = valueScale(data([0, 0]), {});
    expect(min).toBe(0);
    expect(max).toBeGreaterThan(0);
    expect(ticks.every(Number.isFinite)).toBe(true);
  });

  it('is_round_in_what_is_shown', () => {
    const { ticks } = valueScale(data([36e6]), { factor: 8 });
    expect(ticks.map((tick) => (tick * 8) / 1e6)).toEqual([0, 100, 200, 300]);
  });

  it('bytes_are_round_in_powers_of_1024', () => {
    const GiB = 1024 ** 3;
    expect(valueScale(data([30 * GiB]), { binary: true }).max / GiB).toBe(30);
    expect(valueScale(data([3.3 * GiB]), { binary: true }).ticks.map((tick) => tick / GiB)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is_mirrored_for_two_directions', () => {
    const both: ChartData = {
      times: [at(0)],
      series: [
        { label: 'in', average: [90] },
        { label: 'out', average: [150], below: true },
      ],
    };
    const { min, max, ticks } = valueScale(both, {});
    expect(min).toBe(-max);
    expect(ticks).toEqual([-200, -100, 0, 100, 200]);
  });

  it.each([
    [200, 4],
    [70, 2],
    [40, 1],
    [10, 1],
  ])('in_%d_px_there_are_at_most_%d_steps', (room, steps) => {
    expect(valueScale(data([7.2]), { room }).ticks.length - 1).toBeLessThanOrEqual(steps);
    expect(valueScale(data([7.2]), { room, percent: true }).ticks.length - 1).toBeLessThanOrEqual(Math.min(2, steps));
  });

  it('takes_peaks_from_the_band', () => expect(peak(data([10], { maximum: [40] }))).toBe(40));

  it('a_given_top_is_kept', () => expect(valueScale(data([5]), { max: 40 }).max).toBe(40));
});

describe('flags', () => {
  const event = (seconds: number, letter: string, state?: 'critical'): ChartEvent => ({
    at: seconds * 1000,
    letter,
    label: letter,
    state,
  });

  it('stand_where_they_happened', () => {
    expect(placeFlags([event(20, 'b'), event(10, 'a')], (s) => s * 10, 500).map(({ x, text }) => [x, text])).toEqual([
      [100, 'a'],
      [200, 'b'],
    ]);
  });

  it('are_pushed_right_where_they_would_overlap_and_keep_their_hairline', () => {
    const flags = placeFlags([event(10, 'a'), event(10.5, 'b')], (s) => s * 10, 500);
    expect(flags.map(({ x, at }) => [x, at])).toEqual([
      [100, 100],
      [114, 105],
    ]);
  });

  it('more_than_eight_become_one_with_the_worst_state', () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      event(i * 3, String.fromCharCode(97 + i), i === 10 ? 'critical' : undefined),
    );
    const flags = placeFlags(many, (s) => s * 10, 500);
    expect(flags).toHaveLength(9);
    expect(flags.at(-1)).toMatchObject({ text: '+4', state: 'critical' });
  });

  it('outside_the_plot_or_without_a_time_there_are_none', () => {
    expect(
      placeFlags([event(-1, 'a'), event(60, 'b'), { at: 'x', letter: 'c', label: 'c' }], (s) => s * 10, 500),
    ).toEqual([]);
  });
});

describe('summary', () => {
  it('tells_now_and_the_highest', () => {
    expect(summaryOf('CPU', data([10, 91, 23], { maximum: [11, 95, 30] }), percent)).toMatch(
      /^CPU: now 23 %, highest 95 % at \d\d:\d\d\.$/,
    );
  });

  it('does_not_call_old_figures_now', () => {
    const text = summaryOf('CPU', data([10, 91, null, null, null]), percent);
    expect(text).toMatch(
      /^CPU: not known now, last 91 % at \d\d:\d\d, highest 91 % at \d\d:\d\d\. 1 gap without evidence\.$/,
    );
  });

  it('counts_gaps', () =>
    expect(summaryOf('CPU', data([1, null, 2, null, 3]), percent)).toContain('2 gaps without evidence.'));

  it('names_both_directions', () => {
    const both: ChartData = {
      times: [at(0)],
      series: [
        { label: 'in', average: [90] },
        { label: 'out', average: [10], below: true },
      ],
    };
    const text = summaryOf('Network', both, percent);
    expect(text).toContain('Network, in: now 90 %');
    expect(text).toContain('Network, out: now 10 %');
  });

  it('of_nothing_is_no_data', () => expect(summaryOf('CPU', data([null]), percent)).toBe('CPU: no data.'));
});
