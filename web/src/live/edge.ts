import type { HistoryAnswer, HistoryColumn } from '@/api/types';

/** One live sample: Unix seconds and its figures by series name. */
export interface LivePoint {
  at: number;
  values: ReadonlyMap<string, number>;
}

interface Bucket {
  minimum: number | null;
  average: number | null;
  maximum: number | null;
  count: number;
}

/**
 * History with the samples since then at its end, in buckets of the same width. A bucket history has answered
 * already is taken from history unless it was still filling; a bucket without a sample stays a gap.
 */
export function withLiveEdge(history: HistoryAnswer, points: readonly LivePoint[]): HistoryAnswer {
  const width = history.bucketSeconds;
  const lastTime = history.times.at(-1);
  const newest = points.at(-1);
  if (lastTime === undefined || newest === undefined || width <= 0) return history;
  const answeredUntil = Date.parse(history.to) / 1000;
  const buckets = Math.floor((newest.at - lastTime) / width);
  // A tab that slept for long gets its past from history again, not from a long row of invented buckets.
  if (buckets >= history.times.length) return history;

  const extra = Array.from({ length: Math.max(0, buckets) }, (_, index) => lastTime + (index + 1) * width);
  const times = [...history.times.slice(extra.length), ...extra];
  const fresh = points.filter((point) => point.at >= Math.min(answeredUntil, lastTime + width));
  const series = history.series.map((column) => extend(column, fresh, lastTime, width, extra.length));
  return { ...history, times, series };
}

function extend(
  column: HistoryColumn,
  points: readonly LivePoint[],
  lastTime: number,
  width: number,
  extra: number,
): HistoryColumn {
  const tail = [lastBucket(column), ...Array.from({ length: extra }, empty)];
  for (const point of points) {
    const value = point.values.get(column.series);
    const bucket = tail[Math.floor((point.at - lastTime) / width)];
    if (value === undefined || bucket === undefined) continue;
    add(bucket, value);
  }
  const join = <T>(kept: readonly T[], pick: (bucket: Bucket) => T): T[] => [
    ...kept.slice(extra, -1),
    ...tail.map(pick),
  ];
  return {
    ...column,
    minimum: join(column.minimum, (bucket) => bucket.minimum),
    average: join(column.average, (bucket) => bucket.average),
    maximum: join(column.maximum, (bucket) => bucket.maximum),
    count: join(column.count, (bucket) => bucket.count),
  };
}

function add(bucket: Bucket, value: number): void {
  bucket.average = bucket.average === null ? value : (bucket.average * bucket.count + value) / (bucket.count + 1);
  bucket.minimum = bucket.minimum === null ? value : Math.min(bucket.minimum, value);
  bucket.maximum = bucket.maximum === null ? value : Math.max(bucket.maximum, value);
  bucket.count += 1;
}

function lastBucket(column: HistoryColumn): Bucket {
  return {
    minimum: column.minimum.at(-1) ?? null,
    average: column.average.at(-1) ?? null,
    maximum: column.maximum.at(-1) ?? null,
    count: column.count.at(-1) ?? 0,
  };
}

function empty(): Bucket {
  return { minimum: null, average: null, maximum: null, count: 0 };
}
