import { useRef } from 'react';
import type { NodeSummary } from '@/api/types';
import { worstFirst } from '@/features/overview/sentence';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export const troubleFirst = (a: NodeSummary, b: NodeSummary): number =>
  worstFirst(a, b) || collator.compare(a.name, b.name);

/** The order of before, without what has gone and with what is new at the end: nothing jumps while somebody reads. */
export function keepOrder(
  before: readonly string[],
  now: readonly string[],
  compare: (a: string, b: string) => number,
): string[] {
  const present = new Set(now);
  const known = new Set(before);
  const kept = before.filter((id) => present.has(id));
  return [...kept, ...now.filter((id) => !known.has(id)).sort(compare)];
}

/** Trouble first when the page opens; after that rows stay where they are. */
export function useStableOrder(ids: readonly string[], nodeOf: (id: string) => NodeSummary | null): readonly string[] {
  const order = useRef<{ ids: readonly string[]; sorted: readonly string[] }>({ ids: [], sorted: [] });
  if (order.current.ids !== ids) {
    const compare = (a: string, b: string) => {
      const [one, other] = [nodeOf(a), nodeOf(b)];
      return one && other ? troubleFirst(one, other) : 0;
    };
    order.current = { ids, sorted: keepOrder(order.current.sorted, ids, compare) };
  }
  return order.current.sorted;
}

const FIGURES = ['cpu', 'memory', 'storage'];

/** In a table `-cpu` is the largest first, as its arrow shows; the hub begins with the largest and turns it round with a minus. */
export function sortForHub(sort: string | undefined): string | undefined {
  if (sort === undefined) return undefined;
  const name = sort.replace(/^-/, '');
  if (!FIGURES.includes(name)) return sort;
  return sort === name ? `-${name}` : name;
}
