/** A line of the table: the head of a group, or a row. */
export type Item<Row> =
  | { readonly kind: 'group'; readonly key: string; readonly group: string; readonly rows: readonly Row[] }
  | { readonly kind: 'row'; readonly key: string; readonly row: Row };

/**
 * Sorted rows under the heads of their groups. Groups keep the order in which the data brings them, whatever the
 * rows are sorted by: trouble stays on top, and nothing jumps between groups.
 */
export function arrange<Row>(
  sorted: readonly Row[],
  data: readonly Row[],
  rowId: (row: Row) => string,
  groupOf: ((row: Row) => string) | undefined,
): Item<Row>[] {
  if (!groupOf) return sorted.map((row) => ({ kind: 'row', key: rowId(row), row }));
  const groups = new Map<string, Row[]>();
  for (const row of data) if (!groups.has(groupOf(row))) groups.set(groupOf(row), []);
  for (const row of sorted) groups.get(groupOf(row))?.push(row);
  return [...groups].flatMap(([group, rows]): Item<Row>[] => [
    { kind: 'group', key: `group:${group}`, group, rows },
    ...rows.map((row): Item<Row> => ({ kind: 'row', key: rowId(row), row })),
  ]);
}

/** Index of the next row up or down from an index; heads of groups are passed over. -1 where there is none. */
export function neighbour<Row>(items: readonly Item<Row>[], from: number, step: 1 | -1): number {
  for (let i = from + step; i >= 0 && i < items.length; i += step) if (items[i]?.kind === 'row') return i;
  return -1;
}
