import type { DiskHealth, DiskObservation, DiskSeries } from '@/api/types';

export interface Filled {
  times: number[];
  average: (number | null)[];
  minimum: (number | null)[];
  maximum: (number | null)[];
}

/** Every bucket from the first to the last that is known; one without a report is null: a gap stays a gap. */
export function filled(series: DiskSeries, bucketSeconds: number): Filled {
  const out: Filled = { times: [], average: [], minimum: [], maximum: [] };
  const known = new Map(series.buckets.map((bucket) => [Math.round(Date.parse(bucket.at) / 1000), bucket]));
  const starts = [...known.keys()].sort((a, b) => a - b);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined || bucketSeconds <= 0) return out;
  for (let at = first; at <= last && out.times.length < 2000; at += bucketSeconds) {
    const bucket = known.get(at);
    out.times.push(at);
    out.average.push(bucket?.average ?? null);
    out.minimum.push(bucket?.minimum ?? null);
    out.maximum.push(bucket?.maximum ?? null);
  }
  return out;
}

const NAMES = {
  'disk.temperature': 'storage.disks.temperature',
  'disk.life_left': 'storage.disks.life',
  'disk.hours': 'storage.disks.hours',
  'disk.written_total': 'disk.written',
  'disk.reallocated': 'disk.past.reallocated',
  'disk.pending': 'disk.past.pending',
  'disk.uncorrectable': 'disk.past.uncorrectable',
  'disk.interface_errors': 'disk.past.interface',
} as const;

/** What a series is called: by the catalogue, or by the name the disk's own table has for the attribute. */
export function seriesName(series: string, disk: DiskHealth): Word {
  if (series in NAMES) return { key: NAMES[series as keyof typeof NAMES] };
  const id = series.slice(series.indexOf(':') + 1);
  const attribute = disk.smart.value?.attributes?.find((each) => String(each.id) === id);
  return { text: attribute?.name ?? id };
}

/** Series worth a look first: those that moved, in their own order. */
export function moved(all: readonly DiskSeries[]): DiskSeries[] {
  const isStill = (series: DiskSeries) =>
    series.buckets.every(
      (bucket) => bucket.minimum === bucket.maximum && bucket.average === series.buckets[0]?.average,
    );
  const main = (series: DiskSeries) => (series.series in NAMES ? 0 : 1);
  return [...all].sort((a, b) => main(a) - main(b)).filter((series) => series.series in NAMES || !isStill(series));
}

const WHAT = {
  health: 'disk.seen.health',
  lifeLeftPercent: 'storage.disks.life',
  firmware: 'disk.firmware',
  device: 'disk.seen.device',
  selfTest: 'disk.seen.selfTest',
  wake: 'disk.seen.wake',
  uncorrectableErrors: 'disk.past.uncorrectable',
  pendingSectors: 'disk.past.pending',
  reallocatedSectors: 'disk.past.reallocated',
  reportedUncorrectable: 'disk.seen.reported',
  commandTimeouts: 'disk.seen.timeouts',
  interfaceErrors: 'disk.past.interface',
  errorLogEntries: 'disk.seen.errorLog',
} as const;

/** A word of the catalogue, or one the disk brings along. */
export type Word = { key: (typeof NAMES)[keyof typeof NAMES] | (typeof WHAT)[keyof typeof WHAT] } | { text: string };

/** What of a disk changed, as a word of the catalogue or the disk's own. */
export function whatChanged(seen: DiskObservation): Word {
  return seen.what in WHAT
    ? { key: WHAT[seen.what as keyof typeof WHAT] }
    : { text: seen.what.replace(/^attribute /, '') };
}
