import type { ChartSeries } from '@/components';
import type { Preferences } from '@/lib/preferences';
import { isKnown, type Maybe, small, unknownText } from '@/lib/units';

export interface RateScale {
  unit: string;
  /** Bytes a second of one of the unit. */
  step: number;
}

const SCALES: Record<Preferences['rates'], readonly RateScale[]> = {
  bits: [
    { unit: 'Gbit/s', step: 125e6 },
    { unit: 'Mbit/s', step: 125e3 },
    { unit: 'kbit/s', step: 125 },
  ],
  bytes: [
    { unit: 'GB/s', step: 1e9 },
    { unit: 'MB/s', step: 1e6 },
    { unit: 'kB/s', step: 1e3 },
  ],
};

/** One unit for a whole chart, so large that its highest point is at least 1, and never smaller than thousands. */
export function rateScaleOf(peak: number, rates: Preferences['rates']): RateScale {
  const scales = SCALES[rates];
  return scales.find(({ step }) => peak >= step) ?? scales.at(-1) ?? { unit: '', step: 1 };
}

export function rateIn(value: Maybe, { step }: RateScale): string {
  return isKnown(value) ? small(Math.abs(value) / step) : unknownText;
}

/** Bytes a second of the highest point drawn. */
export function peakOf(series: readonly Pick<ChartSeries, 'average' | 'maximum'>[], ...now: Maybe[]): number {
  let peak = 0;
  for (const { average, maximum } of series) for (const value of maximum ?? average) peak = Math.max(peak, value ?? 0);
  for (const value of now) if (isKnown(value)) peak = Math.max(peak, value);
  return peak;
}
