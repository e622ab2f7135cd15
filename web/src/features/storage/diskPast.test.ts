import { describe, expect, it } from 'vitest';
import type { DiskHealth, DiskSeries } from '@/api/types';
import { filled, moved, seriesName, whatChanged } from './diskPast';

const bucket = (hour: number, value: number) => ({
  at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
  minimum: value,
  average: value,
  maximum: value,
});
const series = (name: string, ...values: [number, number][]): DiskSeries => ({
  series: name,
  unit: 'count',
  buckets: values.map(([hour, value]) => bucket(hour, value)),
});

describe('what a disk said over time', () => {
  it('keeps a gap a gap', () => {
    const line = filled(series('disk.temperature', [0, 30], [3, 33]), 3600);
    expect(line.average).toEqual([30, null, null, 33]);
    expect(line.times[1]).toBe((line.times[0] ?? 0) + 3600);
  });

  it('is empty without a bucket or a length', () => {
    expect(filled(series('disk.temperature'), 3600).times).toEqual([]);
    expect(filled(series('disk.temperature', [0, 1]), 0).times).toEqual([]);
  });

  it('offers figures of every disk and only those attributes that moved', () => {
    const still = series('disk.attribute:9', [0, 7], [1, 7]);
    const grown = series('disk.attribute:5', [0, 0], [1, 8]);
    expect(moved([still, grown, series('disk.temperature', [0, 30])]).map((each) => each.series)).toEqual([
      'disk.temperature',
      'disk.attribute:5',
    ]);
  });

  it('calls an attribute as the disk does', () => {
    const disk = {
      smart: { value: { attributes: [{ id: 5, name: 'Reallocated_Sector_Ct' }] } },
    } as unknown as DiskHealth;
    expect(seriesName('disk.attribute:5', disk)).toEqual({ text: 'Reallocated_Sector_Ct' });
    expect(seriesName('disk.attribute:77', disk)).toEqual({ text: '77' });
    expect(seriesName('disk.temperature', disk)).toEqual({ key: 'storage.disks.temperature' });
  });

  it('has a word for each change it knows and the disk’s own for others', () => {
    const seen = (what: string) => whatChanged({ what, firstAt: '', lastAt: '' });
    expect(seen('wake')).toEqual({ key: 'disk.seen.wake' });
    expect(seen('attribute Wear_Leveling')).toEqual({ text: 'Wear_Leveling' });
  });
});
