import { describe, expect, it } from 'vitest';
import { peakOf, rateIn, rateScaleOf } from './rateScale';

describe('the unit of a chart of rates', () => {
  it.each([
    [0, 'bits', 'kbit/s'],
    [900, 'bits', 'kbit/s'],
    [124_999, 'bits', 'kbit/s'],
    [125_000, 'bits', 'Mbit/s'],
    [200e6, 'bits', 'Gbit/s'],
    [900, 'bytes', 'kB/s'],
    [5e6, 'bytes', 'MB/s'],
    [5e9, 'bytes', 'GB/s'],
  ] as const)('for a peak of %d bytes a second in %s is %s', (peak, rates, unit) => {
    expect(rateScaleOf(peak, rates).unit).toBe(unit);
  });

  it('writes_both_directions_without_a_sign_and_the_unknown_as_a_question', () => {
    const scale = rateScaleOf(1e6, 'bits');
    expect([rateIn(-250_000, scale), rateIn(0, scale), rateIn(100, scale), rateIn(null, scale)]).toEqual([
      '2.0',
      '0',
      '<0.1',
      '?',
    ]);
  });

  it('takes_the_highest_of_what_is_drawn_and_what_is_now', () => {
    expect(peakOf([{ average: [1, null, 3] }, { average: [2], maximum: [9, null] }])).toBe(9);
    expect(peakOf([{ average: [1] }], 12, null)).toBe(12);
    expect(peakOf([])).toBe(0);
  });
});
