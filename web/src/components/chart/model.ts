import { type Instant, toMillis } from '../../lib/clock';
import { clock } from '../../lib/format';
import { t } from '../../messages/t';
import { type Points, runs } from '../sparkPath';

export interface ChartSeries {
  label: string;
  average: Points;
  minimum?: Points;
  maximum?: Points;
  /** Samples in each bucket, for the tooltip. */
  count?: readonly number[];
  /** Mirrored below zero: the other direction of the same unit. */
  below?: boolean;
  /** Figures of an earlier time, to compare with: a dashed line that proves nothing about now. */
  past?: boolean;
}

export interface ChartThreshold {
  value: number;
  state: 'warning' | 'critical';
  /** Text at the right edge; the value as beside the axis unless given. */
  text?: string;
}

export interface ChartEvent {
  at: Instant;
  /** Letter of the flag, the same on all charts of a page and in the list below. */
  letter: string;
  label: string;
  state?: 'warning' | 'critical' | undefined;
}

/** Why there is no evidence for a span. */
export interface ChartGap {
  from: Instant;
  to: Instant;
  cause: string;
}

export interface ChartData {
  /** Starts of the buckets, Unix seconds, evenly spaced. */
  times: readonly number[];
  series: readonly ChartSeries[];
  /** Seconds of a bucket; of the spacing unless given. */
  bucketSeconds?: number;
}

/** A span in Unix seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function bucketOf({ times, bucketSeconds }: ChartData): number {
  if (bucketSeconds !== undefined && bucketSeconds > 0) return bucketSeconds;
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const positive = steps.filter((step) => step > 0).sort((a, b) => a - b);
  return positive[Math.floor(positive.length / 2)] ?? 60;
}

/** The whole grid, from the start of the first bucket to the end of the last. */
export function wholeSpan(data: ChartData): Span {
  const first = data.times[0] ?? 0;
  return { from: first, to: (data.times.at(-1) ?? first) + bucketOf(data) };
}

/** Columns for the plot: middles of the buckets, then average, minimum, maximum of each series; below is negative. */
export function columnsOf(data: ChartData): [number[], ...(number | null)[][]] {
  const half = bucketOf(data) / 2;
  const columns = data.series.flatMap((series) => {
    const sign = series.below ? -1 : 1;
    const signed = (points: Points) => points.map((point) => (point === null ? null : point * sign));
    const average = signed(series.average);
    return [average, signed(series.minimum ?? series.average), signed(series.maximum ?? series.average)];
  });
  return [data.times.map((time) => time + half), ...columns];
}

/** Whether no series has a single known point. */
export function isEmpty({ series }: ChartData): boolean {
  return presentOf(series).every(({ average }) => average.every((point) => point === null));
}

/** Without what is only there to compare with. */
const presentOf = (series: readonly ChartSeries[]) => series.filter(({ past }) => past !== true);

export interface Gaps {
  /** Without evidence, to be hatched. */
  hatched: Span[];
  /** Before the first evidence of all: not a gap, nothing was recorded yet. */
  before: Span | null;
}

/** Spans for which no series knows anything. The bucket in progress at the right edge is not a gap yet. */
export function gapsOf(data: ChartData): Gaps {
  const bucket = bucketOf(data);
  const indices = data.times.map((_, i) => i);
  const spans = runs(indices, (i) => presentOf(data.series).every(({ average }) => (average[i] ?? null) === null));
  const last = data.times.length - 1;
  const gaps: Gaps = { hatched: [], before: null };
  for (const [first, end] of spans) {
    const span = { from: data.times[first] ?? 0, to: (data.times[end] ?? 0) + bucket };
    if (first === 0 && end === last) continue;
    if (first === 0) gaps.before = span;
    else if (first < last) gaps.hatched.push(span);
  }
  return gaps;
}

/** The reason known for a moment, if any. */
export function causeAt(seconds: number, because: readonly ChartGap[]): string | undefined {
  const millis = seconds * 1000;
  return because.find((gap) => (toMillis(gap.from) ?? Infinity) <= millis && millis <= (toMillis(gap.to) ?? -Infinity))
    ?.cause;
}

/** Highest known value of all series. */
export function peak({ series }: ChartData): number {
  let top = 0;
  for (const { average, maximum } of series) {
    for (const point of maximum ?? average) if (point !== null && point > top) top = point;
  }
  return top;
}

export interface ValueScale {
  min: number;
  max: number;
  ticks: number[];
}

export interface ScaleOptions {
  percent?: boolean | undefined;
  max?: number | undefined;
  /** Shown = value × factor: 8 where bytes are shown as bits. */
  factor?: number | undefined;
  /** Round to powers of 1024. */
  binary?: boolean | undefined;
  /** CSS pixels between lowest and highest value: decides how many ticks there is room for. */
  room?: number | undefined;
}

/** CSS pixels a tick needs, its text and some air. */
const tickRoom = 28;

/** Zero to a round top with one to four steps, as there is room; percent is always 0 to 100; mirrored when a series goes below. */
export function valueScale(
  data: ChartData,
  { percent, max, factor = 1, binary = false, room = 4 * tickRoom }: ScaleOptions,
): ValueScale {
  const mirrored = data.series.some(({ below }) => below);
  const shown = (percent ? 100 : (max ?? peak(data))) * factor;
  const most = Math.max(1, Math.floor(room / tickRoom / (mirrored ? 2 : 1)));
  const step = roundStep(shown > 0 ? shown : 1, Math.min(most, percent || mirrored ? 2 : 4), binary);
  const exact = percent || max !== undefined;
  const top = exact ? shown : Math.max(step, Math.ceil(shown / step - 1e-9) * step);
  const up: number[] = [];
  for (let tick = 0; tick <= top + step * 1e-6; tick += step) up.push(tick / factor);
  const down = mirrored
    ? up
        .slice(1)
        .map((tick) => -tick)
        .reverse()
    : [];
  return { min: mirrored ? -top / factor : 0, max: top / factor, ticks: [...down, ...up] };
}

function roundStep(top: number, steps: number, binary: boolean): number {
  const unit = binary ? 1024 ** Math.max(0, Math.floor(Math.log(top) / Math.log(1024))) : 1;
  const raw = top / unit / steps;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power * unit;
}

export interface TimeTick {
  at: number;
  text: string;
}

/** x pixels of the flags: pushed right where they would overlap, the rest merged into one where there are too many. */
export interface Flag {
  x: number;
  /** Where the hairline stands, which the flag may have been pushed away from. */
  at: number;
  text: string;
  state: ChartEvent['state'];
}

export const flagGap = 14;
const flagsAtMost = 8;

export function placeFlags(events: readonly ChartEvent[], toX: (seconds: number) => number, right: number): Flag[] {
  const placed = events
    .map((event) => ({ event, at: toX((toMillis(event.at) ?? Number.NaN) / 1000) }))
    .filter(({ at }) => Number.isFinite(at) && at >= 0 && at <= right)
    .sort((a, b) => a.at - b.at);
  const flags: Flag[] = [];
  let next = Number.NEGATIVE_INFINITY;
  for (const { event, at } of placed.slice(0, flagsAtMost)) {
    const x = Math.max(at, next);
    next = x + flagGap;
    flags.push({ x, at, text: event.letter, state: event.state });
  }
  const rest = placed.slice(flagsAtMost);
  const first = rest[0];
  if (first) {
    const worst = rest.some(({ event }) => event.state === 'critical')
      ? 'critical'
      : rest.find((r) => r.event.state)?.event.state;
    flags.push({
      x: Math.max(first.at, next),
      at: first.at,
      text: t('chart.more', { count: rest.length }),
      state: worst,
    });
  }
  return flags;
}

/** "CPU: now 23 %, highest 91 % at 04:30." for every series, and the gaps. */
export function summaryOf(label: string, data: ChartData, format: (value: number) => string): string {
  if (isEmpty(data)) return t('chart.empty', { label });
  const parts = data.series.map((series) =>
    seriesSummary(data.series.length > 1 ? `${label}, ${series.label}` : label, series, data, format),
  );
  const gaps = gapsOf(data).hatched.length;
  if (gaps > 0) parts.push(t('chart.gaps', { gaps }));
  return parts.join(' ');
}

function seriesSummary(label: string, series: ChartSeries, data: ChartData, format: (value: number) => string): string {
  const points = series.maximum ?? series.average;
  let highest = -1;
  points.forEach((point, i) => {
    if (point !== null && (highest < 0 || point > (points[highest] ?? 0))) highest = i;
  });
  const top = points[highest];
  if (top === null || top === undefined) return t('chart.empty', { label });
  const at = clock((data.times[highest] ?? 0) * 1000);
  const last = series.average.findLastIndex((point) => point !== null);
  const value = format(series.average[last] ?? 0);
  if (series.average.length - last <= 2) return t('chart.now', { label, now: value, highest: format(top), at });
  const lastAt = clock((data.times[last] ?? 0) * 1000);
  return t('chart.ended', { label, last: value, lastAt, highest: format(top), at });
}
