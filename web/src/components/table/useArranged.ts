import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { columnDefs, type DataColumn, features, parseSort } from './columns';
import { arrange, type Item } from './items';

interface ArrangeOptions<Row extends object> {
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  groupOf: ((row: Row) => string) | undefined;
  sort: string | undefined;
  serverSorted: boolean;
}

const none: readonly never[] = [];

/** Rows in the order asked for, under the heads of their groups. */
export function useArranged<Row extends object>(options: ArrangeOptions<Row>): Item<Row>[] {
  const { columns, rows = none, rowId, groupOf, sort, serverSorted } = options;
  const defs = useMemo(() => columnDefs(columns), [columns]);
  const sorting = useMemo(() => parseSort(sort, columns), [sort, columns]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    manualSorting: serverSorted,
    state: { sorting },
  });
  const sorted = table.getRowModel().rows;
  return useMemo(() => {
    const originals = sorted.map((row) => row.original);
    return arrange(originals, rows, rowId, groupOf);
  }, [sorted, rows, rowId, groupOf]);
}
