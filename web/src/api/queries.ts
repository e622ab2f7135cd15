import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { ApiProblem } from './problem';
import type {
  DiskHistory,
  FleetOverview,
  HistoryAnswer,
  NodeDetail,
  NodePage,
  NodeStorage,
  ProcessDetail,
  ProcessList,
  Reading,
  SparkAnswer,
} from './types';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal or a wrong request does not get better by asking again; a lost hub does.
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ApiProblem) || error.isLost || error.status >= 500),
        retryDelay: (attempt) => Math.min(8000, 500 * 2 ** attempt) * (0.5 + Math.random()),
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export const accessQuery = queryOptions({
  queryKey: ['access'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/access', { signal })),
  staleTime: 30_000,
});

export const fleetQuery = queryOptions({
  queryKey: ['fleet'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/fleet', { signal })) as Promise<FleetOverview>,
});

export interface NodeListQuery {
  search?: string;
  sort?: string;
  offset: number;
  limit: number;
}

export const nodesQuery = (query: NodeListQuery) =>
  queryOptions({
    queryKey: ['nodes', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/nodes', { params: { query }, signal })) as Promise<NodePage>,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });

export const nodeQuery = (id: string) =>
  queryOptions({
    queryKey: ['node', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/nodes/{id}', { params: { path: { id } }, signal })) as unknown as Promise<NodeDetail>,
    refetchInterval: 30_000,
  });

export const processesQuery = (id: string) =>
  queryOptions({
    queryKey: ['processes', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/nodes/{id}/processes', { params: { path: { id } }, signal })) as Promise<
        Reading<ProcessList>
      >,
    refetchInterval: 3_000,
    placeholderData: keepPreviousData,
  });

export const processQuery = (id: string, pid: number) =>
  queryOptions({
    queryKey: ['process', id, pid],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/nodes/{id}/processes/{pid}', { params: { path: { id, pid } }, signal })) as Promise<
        Reading<ProcessDetail>
      >,
    refetchInterval: (query) => (query.state.error ? false : 2_000),
  });

/** What the slow clocks found; asking touches no disk. */
export const storageQuery = (id: string) =>
  queryOptions({
    queryKey: ['storage', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/nodes/{id}/storage', { params: { path: { id } }, signal })) as Promise<NodeStorage>,
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });

export interface SelfTestAsk {
  test: 'short' | 'long';
  wake: boolean;
  /** True to be told what would be done. */
  dryRun: boolean;
}

export const askSelfTest = (id: string, disk: string, body: SelfTestAsk) =>
  unwrap(client.POST('/api/nodes/{id}/disks/{disk}/self-test', { params: { path: { id, disk } }, body }));

export const diskHistoryQuery = (id: string, disk: string, days: number, points: number) =>
  queryOptions({
    queryKey: ['disk-history', id, disk, days, points],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/nodes/{id}/disks/{disk}/history', {
          params: { path: { id, disk }, query: { days, points } },
          signal,
        }),
      ) as Promise<DiskHistory>,
    staleTime: 60_000,
  });

export const acceptBaseline = (id: string, disk: string) =>
  unwrap(client.POST('/api/nodes/{id}/disks/{disk}/baseline', { params: { path: { id, disk } } }));

/** A moving window counted back from now, or a fixed one between two moments (Unix seconds). */
export type Span = { range: string } | { from: number; to: number };

function spanParameters(span: Span): { range?: string; from?: string; to?: string } {
  if ('range' in span) return { range: span.range };
  return { from: new Date(span.from * 1000).toISOString(), to: new Date(span.to * 1000).toISOString() };
}

/** Buckets of a chosen length, and figures of so long before. */
export interface HistoryHow {
  resolution?: string;
  shift?: string;
}

export const historyQuery = (
  id: string,
  series: readonly string[],
  span: Span,
  points: number,
  refreshMs: number | false,
  how: HistoryHow = {},
) =>
  queryOptions({
    queryKey: ['history', id, series, span, points, how],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/nodes/{id}/history', {
          params: { path: { id }, query: { series: [...series], points, ...spanParameters(span), ...how } },
          signal,
        }),
      ) as Promise<HistoryAnswer>,
    refetchInterval: refreshMs,
  });

export const notesQuery = (id: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['notes', id, from, to],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/nodes/{id}/notes', { params: { path: { id }, query: { from, to } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const historyCostQuery = queryOptions({
  queryKey: ['history-cost'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/history/cost', { signal })),
  refetchInterval: 60_000,
});

/** Where a file of figures is fetched: a link the browser follows by itself. */
export function exportAddress(
  id: string,
  series: readonly string[],
  from: string,
  to: string,
  format: 'csv' | 'json',
  resolution?: string,
): string {
  const query = new URLSearchParams(series.map((name) => ['series', name]));
  query.set('from', from);
  query.set('to', to);
  query.set('format', format);
  if (resolution !== undefined) query.set('resolution', resolution);
  return `/api/nodes/${id}/history/export?${query.toString()}`;
}

export const sparksQuery = (series: string, range: string, points: number) =>
  queryOptions({
    queryKey: ['sparks', series, range, points],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/history/sparks', { params: { query: { series, range, points } }, signal }),
      ) as Promise<SparkAnswer>,
    refetchInterval: 60_000,
    staleTime: 30_000,
    select: withoutUnfinished,
  });

/** The bucket that is filling right now has no sample yet in any node: not a gap, just not there. */
export function withoutUnfinished(answer: SparkAnswer): SparkAnswer {
  const isEmpty = answer.nodes.every((node) => (node.average.at(-1) ?? null) === null);
  const hasMore = answer.nodes.some((node) => (node.average.at(-2) ?? null) !== null);
  if (!isEmpty || !hasMore) return answer;
  const cut = (values: (number | null)[]) => values.slice(0, -1);
  const nodes = answer.nodes.map((node) => ({
    ...node,
    minimum: cut(node.minimum),
    average: cut(node.average),
    maximum: cut(node.maximum),
  }));
  return { ...answer, nodes };
}

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/settings', { signal })),
  staleTime: 60_000,
});
