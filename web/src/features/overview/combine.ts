import type { SparkAnswer, SparkColumn } from '@/api/types';

export interface Trend {
  average: (number | null)[];
  minimum?: (number | null)[];
  maximum?: (number | null)[];
}

/**
 * One line for several nodes. A bucket in which a node that counts is missing is a gap: a sum without it would show a
 * dip that never was. Least and greatest are known for one node alone: those of a sum cannot be told.
 */
export function combine(
  answer: SparkAnswer,
  counts: (nodeId: string) => boolean,
  how: 'sum' | { weight: (nodeId: string) => number },
): Trend {
  const columns = answer.nodes.filter((column) => counts(column.nodeId));
  const [only] = columns;
  if (columns.length === 1 && only) return { average: only.average, minimum: only.minimum, maximum: only.maximum };
  const length = Math.max(0, ...columns.map((column) => column.average.length));
  return { average: Array.from({ length }, (_, index) => at(columns, index, how)) };
}

function at(
  columns: readonly SparkColumn[],
  index: number,
  how: 'sum' | { weight: (nodeId: string) => number },
): number | null {
  let sum = 0;
  let weights = 0;
  for (const column of columns) {
    const value = column.average[index];
    if (value === null || value === undefined) return null;
    const weight = how === 'sum' ? 1 : how.weight(column.nodeId);
    sum += value * weight;
    weights += weight;
  }
  if (how === 'sum') return sum;
  return weights > 0 ? sum / weights : null;
}

/** Adds two lines; a gap in one is a gap in both together. */
export function add(one: Trend, other: Trend): Trend {
  const average = one.average.map((value, index) => {
    const more = other.average[index];
    return value === null || more === null || more === undefined ? null : value + more;
  });
  return { average };
}
