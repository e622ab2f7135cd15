import { describe, expect, it } from 'vitest';
import type { HistoryAnswer } from '@/api/types';
import { onGrid, timelineOf } from './useHistory';

function answer(start: number, width: number, average: (number | null)[]): HistoryAnswer {
  return {
    from: new Date(start * 1000).toISOString(),
    to: new Date((start + width * average.length) * 1000).toISOString(),
    bucketSeconds: width,
    times: average.map((_, index) => start + index * width),
    holes: [],
    shiftSeconds: 0,
    series: [
      {
        series: 'cpu.busy',
        unit: 'percent',
        average,
        minimum: average,
        maximum: average,
        count: average.map((value) => (value === null ? 0 : 1)),
      },
    ],
  };
}

describe('comparing with an earlier time', () => {
  it('shows each bucket what was there at its time, gaps as gaps', () => {
    const now = answer(1200, 300, [1, 2, 3, 4]);
    const past = onGrid(now, answer(900, 300, [9, 8, null, 6]), 'cpu.busy');
    expect(past?.average).toEqual([8, null, 6, null]);
    expect(past?.count).toEqual([1, 0, 1, 0]);
  });

  it('spreads wider buckets of older figures', () => {
    const now = answer(3600, 300, [1, 2, 3]);
    expect(onGrid(now, answer(3600, 600, [7, 5]), 'cpu.busy')?.average).toEqual([7, 7, 5]);
  });

  it('has nothing where the series was not there', () => {
    const now = answer(0, 300, [1]);
    expect(onGrid(now, answer(0, 300, [1]), 'load.1m')).toBeUndefined();
  });
});

describe('a chosen resolution', () => {
  it('is not continued by live seconds', () => {
    expect(timelineOf({ range: '1h' }).isLive).toBe(true);
    expect(timelineOf({ range: '1h', resolution: '5m' })).toMatchObject({ isLive: false, resolution: '5m' });
  });
});
