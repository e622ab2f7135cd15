import { useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Instant } from '../../lib/clock';
import { usePreferences } from '../../lib/preferences';
import { usePhone, useWidth } from '../../lib/useMeasure';
import { t } from '../../messages/t';
import { Empty, LoadingLines, Problem, type ProblemProps } from '../Messages';
import { CompactList } from './CompactList';
import { columnDefs, type DataColumn, features, fitColumns, nextSort, parseSort } from './columns';
import { arrange } from './items';
import { GroupRow, StaleNote, TableHead, TableRow } from './parts';
import './table.css';
import { useRowKeys } from './useRowKeys';
import { useSlice } from './useSlice';

export interface GroupHead {
  title: ReactNode;
  /** Aggregates under the heads of their columns, by column id. */
  cells?: Readonly<Record<string, ReactNode>>;
  /** Cause or remark at the right. */
  note?: ReactNode;
}

export interface DataTableProps<Row extends object> {
  /** What is listed, for those who hear it: "Nodes". */
  label: string;
  columns: readonly DataColumn<Row>[];
  /** Undefined while they are on their way. Keep the array stable between renders. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** `cpu` or `-cpu`; from the address. Without it and `onSort` the table keeps its own. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  /** The rows come sorted from the server: show the order, do not make it. */
  serverSorted?: boolean;
  groupOf?: (row: Row) => string;
  renderGroup?: (group: string, rows: readonly Row[]) => GroupHead;
  /** Click or Enter. */
  onOpen?: (row: Row) => void;
  selected?: string | undefined;
  /** Rows without fresh evidence are drawn dim, in their place. */
  isDim?: (row: Row) => boolean;
  /** Two lines instead of a row, below 700 px. */
  renderCompact?: (row: Row) => ReactNode;
  /** Replaces the rows; stands above them where there still are any. */
  error?: ProblemProps | undefined;
  /** Which term excluded everything, and what would not. */
  empty?: ReactNode;
  /** From when the rows are, once they are no longer live. */
  stale?: Instant | undefined;
  /** CSS pixels of a row; of the density unless given. */
  rowHeight?: number;
  /** The table of the page: j enters it from anywhere. */
  primary?: boolean;
}

/** Rows of one kind. States: loading, empty, failed, stale, unknown rows; long tables draw only what is seen. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, groupOf, onOpen, serverSorted = false, primary = false } = props;
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const phone = usePhone() && props.renderCompact !== undefined;
  const { density } = usePreferences();
  const [ownSort, setOwnSort] = useState<string>();
  const sort = props.onSort ? props.sort : (ownSort ?? props.sort);
  const setSort = props.onSort ?? setOwnSort;

  const data = rows ?? none;
  const defs = useMemo(() => columnDefs(columns), [columns]);
  const sorting = useMemo(() => parseSort(sort, columns), [sort, columns]);
  const table = useTable({
    features,
    columns: defs,
    data: data as Row[],
    getRowId: rowId,
    manualSorting: serverSorted,
    state: { sorting },
  });
  const sorted = table.getRowModel().rows;
  const items = useMemo(
    () => arrange(sorted.map((row) => row.original), data as readonly Row[], rowId, groupOf),
    [sorted, data, rowId, groupOf],
  );
  const shownColumns = useMemo(() => fitColumns(columns, width), [columns, width]);
  const height = props.rowHeight ?? (density === 'dense' ? 26 : 32);
  const slice = useSlice(container, items.length, phone ? 56 : height);
  const rowKeys = useRowKeys({ container, items, onOpen, scrollTo: slice.scrollTo, primary });
  const instead = rows === undefined || items.length === 0 ? <Instead {...props} /> : null;
  const dimAll = props.stale !== undefined || (props.error !== undefined && rows !== undefined);
  const shown = items.slice(slice.from, slice.to);

  return (
    <div className="px-table-box" ref={container} data-dim={dimAll || undefined}>
      {props.error && items.length > 0 && <Problem {...props.error} />}
      {props.stale !== undefined && items.length > 0 && <StaleNote at={props.stale} />}
      {phone ? (
        <CompactList {...props} items={shown} slice={slice} rowKeys={rowKeys} instead={instead} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys of the rows inside, caught once
        <table className="px-table" aria-rowcount={items.length + 1} aria-busy={rows === undefined} onKeyDown={rowKeys.onKeyDown}>
          <caption className="visually-hidden">{t('table.rows', { label, rows: data.length })}</caption>
          <colgroup>
            {shownColumns.map(({ id, meta }) => (
              <col key={id} style={meta.grow ? undefined : { width: meta.width }} />
            ))}
          </colgroup>
          <TableHead columns={shownColumns} sort={sort} onSort={(column) => setSort(nextSort(sort, column))} />
          <tbody>
            <Spacer height={slice.before} />
            {shown.map((item, i) =>
              item.kind === 'group' ? (
                <GroupRow
                  key={item.key}
                  columns={shownColumns}
                  head={props.renderGroup?.(item.group, item.rows) ?? { title: item.group }}
                  index={slice.from + i}
                  measure={slice.measure}
                />
              ) : (
                <TableRow
                  key={item.key}
                  rowKey={item.key}
                  row={item.row}
                  columns={shownColumns}
                  index={slice.from + i}
                  height={props.rowHeight}
                  reachable={item.key === rowKeys.active}
                  selected={item.key === props.selected}
                  dim={props.isDim?.(item.row) ?? false}
                  onOpen={onOpen}
                  onFocus={rowKeys.onFocus}
                  measure={slice.measure}
                />
              ),
            )}
            <Spacer height={slice.after} />
            {instead && (
              <tr>
                <td className="px-table-instead" colSpan={shownColumns.length}>
                  {instead}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </div>
  );
}

const none: readonly object[] = [];

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="px-table-spacer">
      <td style={{ height }} />
    </tr>
  );
}

function Instead<Row extends object>({ error, rows, empty }: DataTableProps<Row>) {
  if (error) return <Problem {...error} />;
  if (rows === undefined) return <LoadingLines note={t('table.loading')} />;
  return empty ?? <Empty title={t('table.empty')} />;
}
