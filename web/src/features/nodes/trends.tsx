import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { sparksQuery } from '@/api/queries';
import type { SparkAnswer, SparkColumn } from '@/api/types';
import type { Beat } from '@/components';

const BEATS = 48;
const POINTS = 60;

/** The last hour and day of all rows, asked for once for the whole table. */
interface Trends {
  cpu: ReadonlyMap<string, SparkColumn> | undefined;
  state: ReadonlyMap<string, SparkColumn> | undefined;
}

const TrendsContext = createContext<Trends>({ cpu: undefined, state: undefined });

export function TrendsProvider({ children }: { children: ReactNode }) {
  const cpu = useQuery(sparksQuery('cpu.busy', '1h', POINTS));
  const state = useQuery(sparksQuery('node.state', '24h', BEATS));
  const trends = useMemo(() => ({ cpu: byNode(cpu.data), state: byNode(state.data) }), [cpu.data, state.data]);
  return <TrendsContext value={trends}>{children}</TrendsContext>;
}

function byNode(answer: SparkAnswer | undefined): ReadonlyMap<string, SparkColumn> | undefined {
  return answer && new Map(answer.nodes.map((column) => [column.nodeId, column]));
}

/** Undefined while it loads; null for a node of which nothing was recorded. */
export function useTrend(kind: keyof Trends, id: string): SparkColumn | null | undefined {
  const columns = useContext(TrendsContext)[kind];
  return columns && (columns.get(id) ?? null);
}

const beatOf: readonly Beat[] = ['ok', 'info', 'unknown', 'warning', 'critical'];

/** The worst state of each half hour. Before the first record there was nothing; a hole after it is not known. */
export function beatsOf(column: SparkColumn | null | undefined): Beat[] {
  const worst = column?.maximum ?? [];
  const first = worst.findIndex((value) => value !== null);
  return worst.map((value, index) => {
    if (first < 0 || index < first) return 'none';
    return value === null ? 'unknown' : (beatOf[Math.round(value)] ?? 'unknown');
  });
}
