import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Spark, type SparkProps } from './Spark';
import { runs, sparkShape } from './sparkPath';
import { withBrowser } from './testing';

withBrowser();

const percent = (value: number) => `${Math.round(value)} %`;

function draw(props: Omit<SparkProps, 'label'>) {
  const { container } = render(<Spark label="CPU" max={100} format={percent} {...props} />);
  return {
    name: container.querySelector('[role="img"]')?.getAttribute('aria-label'),
    gaps: container.querySelectorAll('[data-gap]').length,
    end: container.querySelector('[data-end]'),
    line: container.querySelector('.px-spark-line')?.getAttribute('d') ?? '',
    hot: container.querySelector('.px-spark-hot'),
    container,
  };
}

it('the_newest_known_point_has_a_dot', () => {
  const { end, gaps, name } = draw({ average: [10, 20, 30], maximum: [12, 91, 33] });
  expect(end).not.toBeNull();
  expect(gaps).toBe(0);
  expect(name).toBe('CPU: now 30 %, highest 91 %');
});

it('a_series_that_ended_has_no_dot_and_says_so', () => {
  const { end, gaps, name } = draw({ average: [10, 20, null] });
  expect(end).toBeNull();
  expect(gaps).toBe(1);
  expect(name).toBe('CPU: not known now, highest 20 %, 1 gap');
});

it('a_gap_breaks_the_line_and_is_hatched', () => {
  const { line, gaps, container } = draw({ average: [10, 20, null, null, 30, 40] });
  expect(line.match(/M/g)).toHaveLength(2);
  expect(gaps).toBe(1);
  expect(container.querySelector('[data-gap]')?.getAttribute('fill')).toBe('url(#px-hatch)');
});

it('a_point_between_gaps_is_still_seen', () => {
  const { container } = draw({ average: [null, 20, null] });
  expect(container.querySelectorAll('circle')).toHaveLength(1);
});

it.each([[[]], [[null, null]]])('%j_is_no_history', (average) => {
  const { container, name } = draw({ average });
  expect(container.querySelector('svg')).toBeNull();
  expect(container.textContent).toBe('no history yet');
  expect(name).toBe('CPU: no history yet');
});

it('what_is_on_its_way_is_a_line_not_a_figure', () => {
  const { container, name } = draw({ average: undefined });
  expect(container.querySelector('svg')).toBeNull();
  expect(name).toBe('CPU: loading');
});

it('past_the_limit_the_line_is_drawn_again_in_colour', () => {
  expect(draw({ average: [10, 90], warn: 80 }).hot).not.toBeNull();
  expect(draw({ average: [10, 90] }).hot).toBeNull();
});

describe('geometry', () => {
  const size = { width: 100, height: 20 };

  it('zero_lies_on_the_ground_and_the_top_at_the_edge', () => {
    const { end } = sparkShape({ ...size, average: [0, 0], max: 100 });
    expect(end?.y).toBe(19);
    expect(sparkShape({ ...size, average: [0, 100], max: 100 }).end?.y).toBe(2);
  });

  it('values_over_the_top_stay_inside', () =>
    expect(sparkShape({ ...size, average: [0, 500], max: 100 }).end?.y).toBe(2));

  it('all_zero_does_not_divide_by_zero', () =>
    expect(sparkShape({ ...size, average: [0, 0] }).line).not.toContain('NaN'));

  it('one_point_is_a_dot_at_the_end', () => {
    const shape = sparkShape({ ...size, average: [5], max: 10 });
    expect(shape.dots).toHaveLength(1);
    expect(shape.end).toEqual(shape.dots[0]);
  });

  it('gaps_reach_the_edges', () => {
    const { gaps } = sparkShape({ ...size, average: [null, 5, 5, null], max: 10 });
    expect(gaps[0]?.x).toBe(0);
    expect((gaps[1]?.x ?? 0) + (gaps[1]?.width ?? 0)).toBe(100);
  });

  it('the_band_needs_both_edges', () => {
    expect(sparkShape({ ...size, average: [1, 2], maximum: [2, 3] }).band).toBe('');
    expect(sparkShape({ ...size, average: [1, 2], minimum: [0, 1], maximum: [2, 3] }).band).not.toBe('');
  });

  it('runs_are_unbroken', () => {
    expect(runs([1, 1, 0, 1], (n) => n === 1)).toEqual([
      [0, 1],
      [3, 3],
    ]);
    expect(runs([], () => true)).toEqual([]);
  });
});
