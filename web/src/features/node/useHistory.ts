import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import { historyQuery, type Span } from '@/api/queries';
import type { HistoryAnswer, HistoryColumn } from '@/api/types';
import { problemText } from '@/app/problemText';
import { DEFAULT_RANGE, type NodeSearch, type Range, type Resolution, type Shift } from '@/app/search';
import { withLiveEdge } from '@/live/edge';
import { useLivePoints } from '@/live/hooks';

/** Buckets of a chart: about one for each pixel and a half of the smallest desktop chart. */
const POINTS: Record<Range, number> = { '1h': 360, '24h': 288, '7d': 336, '30d': 360 };
const REFRESH_MS: Record<Range, number> = { '1h': 20_000, '24h': 60_000, '7d': 300_000, '30d': 600_000 };
const ZOOMED_POINTS = 300;

export interface Timeline {
  span: Span;
  points: number;
  refreshMs: number | false;
  /** Samples of the stream continue the past only where a bucket is short. */
  isLive: boolean;
  resolution?: Resolution | undefined;
  compare?: Shift | undefined;
}

export function timelineOf({ range = DEFAULT_RANGE, from, to, resolution, compare }: NodeSearch): Timeline {
  if (from !== undefined && to !== undefined)
    return { span: { from, to }, points: ZOOMED_POINTS, refreshMs: false, isLive: false, resolution, compare };
  const isLive = range === '1h' && resolution === undefined;
  return { span: { range }, points: POINTS[range], refreshMs: REFRESH_MS[range], isLive, resolution, compare };
}

export interface History {
  answer: HistoryAnswer | undefined;
  state: 'loading' | 'error' | undefined;
  message: string | undefined;
  column: (series: string) => HistoryColumn | undefined;
  /** The same of the time compared with; undefined where nothing is compared. */
  past: (series: string) => HistoryColumn | undefined;
}

export function useHistory(id: string, series: readonly string[], timeline: Timeline): History {
  const { span, refreshMs, resolution, compare } = timeline;
  const how = resolution === undefined ? {} : { resolution };
  const query = useQuery(historyQuery(id, series, span, timeline.points, refreshMs, how));
  const shifted = historyQuery(id, series, span, timeline.points, refreshMs, { ...how, shift: compare ?? '7d' });
  const before = useQuery({ ...shifted, queryFn: compare === undefined ? skipToken : shifted.queryFn });
  const points = useLivePoints(id);
  const answer = useMemo(
    () => query.data && (timeline.isLive ? withLiveEdge(query.data, points) : query.data),
    [query.data, points, timeline.isLive],
  );
  return useMemo(() => {
    // Nothing recorded yet is an empty chart, not a failure.
    const problem = query.error ? toProblem(query.error) : null;
    const isNew = problem?.code === 'no-history';
    return {
      answer,
      state: answer ? undefined : problem && !isNew ? 'error' : query.isPending ? 'loading' : undefined,
      message: problem && !isNew ? problemText(problem) : undefined,
      column: (name) => answer?.series.find((each) => each.series === name),
      past: (name) => (answer && before.data ? onGrid(answer, before.data, name) : undefined),
    };
  }, [answer, before.data, query.error, query.isPending]);
}

/** A column of the time before on the buckets shown: both answers may begin a bucket apart, and older figures come in wider ones. */
export function onGrid(now: HistoryAnswer, before: HistoryAnswer, name: string): HistoryColumn | undefined {
  const column = before.series.find((each) => each.series === name);
  if (!column) return undefined;
  const start = before.times[0] ?? 0;
  const at = (time: number) => Math.floor((time - start) / before.bucketSeconds);
  const pick = (values: readonly (number | null)[]) => now.times.map((time) => values[at(time)] ?? null);
  return {
    ...column,
    average: pick(column.average),
    minimum: pick(column.minimum),
    maximum: pick(column.maximum),
    count: now.times.map((time) => column.count[at(time)] ?? 0),
  };
}
