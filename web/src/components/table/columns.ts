import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  type SortingState,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

export type SortValue = number | string | null | undefined;

export interface ColumnMeta {
  /** 0 or absent: never dropped. Otherwise the highest number is the first to go when room gets scarce. */
  priority?: number;
  /** Figures right, text left. */
  align?: 'left' | 'right';
  /** Said once, in the head: "Mbit/s". */
  unit?: string;
  /** CSS pixels this column needs. */
  width: number;
  /** Takes a share of the room that is left. */
  grow?: boolean;
}

export interface DataColumn<Row> {
  /** Stands in the address as the sort key. */
  id: string;
  header: string;
  /** Hides the head from the eye but not from the ear: glyph columns. */
  headerHidden?: boolean;
  cell: (row: Row) => ReactNode;
  /** Makes the column sortable. Null is not known and comes last in both directions. */
  sortValue?: (row: Row) => SortValue;
  /** Direction of the first click; figures start with the largest. */
  sortFirst?: 'asc' | 'desc';
  meta: ColumnMeta;
}

export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});
export type Features = typeof features;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Numbers by size, texts as people count: pve2 before pve10. */
export function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a ?? ''), String(b ?? ''));
}

// biome-ignore lint/suspicious/noExplicitAny: the table's row type is invariant; values are read through getValue only.
const byValue: SortFn<any, any> = (a, b, id) => compareValues(a.getValue(id), b.getValue(id));

export function columnDefs<Row extends object>(columns: readonly DataColumn<Row>[]): ColumnDef<Features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => known(column.sortValue?.(row)),
    enableSorting: column.sortValue !== undefined,
    sortUndefined: 'last' as const,
    sortFn: byValue,
  }));
}

function known(value: SortValue): number | string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'number' && Number.isNaN(value) ? undefined : value;
}

/** `cpu` is ascending, `-cpu` descending; a column that is not there or cannot be sorted is no sort at all. */
export function parseSort(text: string | undefined, columns: readonly DataColumn<never>[]): SortingState {
  if (!text) return [];
  const desc = text.startsWith('-');
  const id = desc ? text.slice(1) : text;
  return columns.some((column) => column.id === id && column.sortValue) ? [{ id, desc }] : [];
}

/** What the address says after a click on a head. */
export function nextSort(
  current: string | undefined,
  column: Pick<DataColumn<never>, 'id' | 'sortFirst' | 'meta'>,
): string {
  const first = column.sortFirst ?? (column.meta.align === 'right' ? 'desc' : 'asc');
  const ascending = column.id;
  const descending = `-${column.id}`;
  if (current === ascending) return descending;
  if (current === descending) return ascending;
  return first === 'desc' ? descending : ascending;
}

/** The columns there is room for: the highest priority number goes first, of equals the rightmost. */
export function fitColumns<Column extends { meta: ColumnMeta }>(columns: readonly Column[], width: number): Column[] {
  const kept = [...columns];
  let needed = kept.reduce((sum, column) => sum + column.meta.width, 0);
  while (width > 0 && needed > width) {
    const drop = dropIndex(kept);
    if (drop < 0) break;
    needed -= kept[drop]?.meta.width ?? 0;
    kept.splice(drop, 1);
  }
  return kept;
}

function dropIndex(columns: readonly { meta: ColumnMeta }[]): number {
  let index = -1;
  let highest = 0;
  columns.forEach(({ meta: { priority = 0 } }, i) => {
    if (priority > 0 && priority >= highest) {
      highest = priority;
      index = i;
    }
  });
  return index;
}
