import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import { historyQuery, type Span } from '@/api/queries';
import type { HistoryAnswer, HistoryColumn } from '@/api/types';
import { problemText } from '@/app/problemText';
import { DEFAULT_RANGE, type NodeSearch, type Range } from '@/app/search';
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
}

export function timelineOf({ range = DEFAULT_RANGE, from, to }: NodeSearch): Timeline {
  if (from !== undefined && to !== undefined)
    return { span: { from, to }, points: ZOOMED_POINTS, refreshMs: false, isLive: false };
  return { span: { range }, points: POINTS[range], refreshMs: REFRESH_MS[range], isLive: range === '1h' };
}

export interface History {
  answer: HistoryAnswer | undefined;
  state: 'loading' | 'error' | undefined;
  message: string | undefined;
  column: (series: string) => HistoryColumn | undefined;
}

export function useHistory(id: string, series: readonly string[], timeline: Timeline): History {
  const query = useQuery(historyQuery(id, series, timeline.span, timeline.points, timeline.refreshMs));
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
    };
  }, [answer, query.error, query.isPending]);
}
