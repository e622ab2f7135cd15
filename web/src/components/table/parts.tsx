import { type MouseEvent, memo, type ReactNode } from 'react';
import { type Instant, useSecond } from '../../lib/clock';
import { age, clock, secondsSince, zoned } from '../../lib/format';
import { t } from '../../messages/t';
import type { DataColumn } from './columns';
import type { GroupHead } from './DataTable';

type Measure = ((element: HTMLElement | null) => void) | undefined;

interface TableHeadProps<Row> {
  columns: readonly DataColumn<Row>[];
  sort: string | undefined;
  onSort: (column: DataColumn<Row>) => void;
}

export function TableHead<Row>({ columns, sort, onSort }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const order = sort === column.id ? 'ascending' : sort === `-${column.id}` ? 'descending' : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.meta.align}
              aria-sort={column.sortValue ? (order ?? 'none') : undefined}
            >
              {column.sortValue ? (
                <button
                  type="button"
                  className="px-table-sort"
                  title={t('table.sortBy', { column: column.header })}
                  onClick={() => onSort(column)}
                >
                  <HeadText column={column} />
                  {order && <span aria-hidden="true">{order === 'ascending' ? '\u2191' : '\u2193'}</span>}
                </button>
              ) : (
                <HeadText column={column} />
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function HeadText<Row>({ column }: { column: DataColumn<Row> }) {
  return (
    <span className={column.headerHidden ? 'visually-hidden' : undefined}>
      {column.header}
      {column.meta.unit !== undefined && <span className="px-table-unit"> {column.meta.unit}</span>}
    </span>
  );
}

interface TableRowProps<Row> {
  row: Row;
  rowKey: string;
  columns: readonly DataColumn<Row>[];
  index: number;
  height: number | undefined;
  reachable: boolean;
  selected: boolean;
  dim: boolean;
  onOpen: ((row: Row) => void) | undefined;
  onFocus: (key: string) => void;
  measure: Measure;
}

function TableRowOf<Row>(props: TableRowProps<Row>) {
  const { row, rowKey, columns, index, height, reachable, selected, dim, onOpen, onFocus, measure } = props;
  return (
    <tr
      ref={measure}
      className="px-row"
      data-row={rowKey}
      data-index={index}
      data-dim={dim || undefined}
      data-opens={onOpen ? true : undefined}
      aria-current={selected || undefined}
      aria-rowindex={index + 2}
      tabIndex={reachable ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onFocus(rowKey)}
      onClick={onOpen ? (event) => isOwnClick(event) && onOpen(row) : undefined}
    >
      {columns.map((column) => (
        <td
          key={column.id}
          data-align={column.meta.align}
          data-bare={column.headerHidden}
          style={height === undefined ? undefined : { height }}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Same row object, same columns: nothing is drawn again. */
export const TableRow = memo(TableRowOf) as typeof TableRowOf;

/** A click that was meant for a link or button inside, or that ends a selection of text, is not for the row. */
export function isOwnClick(event: MouseEvent<HTMLElement>): boolean {
  if (event.defaultPrevented || window.getSelection()?.type === 'Range') return false;
  const inner =
    event.target instanceof Element
      ? event.target.closest('a,button,input,label,select,summary,[role="button"]')
      : null;
  return inner === null || !event.currentTarget.contains(inner);
}

interface GroupRowProps<Row> {
  columns: readonly DataColumn<Row>[];
  head: GroupHead;
  index: number;
  measure: Measure;
}

export function GroupRow<Row>({ columns, head, index, measure }: GroupRowProps<Row>) {
  return (
    <tr ref={measure} className="px-group" data-index={index} aria-rowindex={index + 2}>
      {groupCells(columns, head).map((cell) =>
        cell.isTitle ? (
          <th key={cell.id} scope="colgroup" colSpan={cell.span}>
            {cell.content}
          </th>
        ) : (
          <td key={cell.id} colSpan={cell.span} data-align={cell.align}>
            {cell.content}
          </td>
        ),
      )}
    </tr>
  );
}

interface GroupCell {
  id: string;
  span: number;
  content: ReactNode;
  align?: 'left' | 'right' | undefined;
  isTitle?: boolean;
}

/** The title reaches to the first aggregate, the note takes what is free after the last one. */
export function groupCells<Row>(
  columns: readonly DataColumn<Row>[],
  { title, cells = {}, note }: GroupHead,
): GroupCell[] {
  const taken = columns.map((column) => Object.hasOwn(cells, column.id));
  const first = taken.indexOf(true);
  if (first <= 0) {
    const content =
      note === undefined ? title : [title, ' ', note].map((part, i) => <span key={String(i)}>{part}</span>);
    return [{ id: 'title', span: columns.length, content, isTitle: true }];
  }
  const last = taken.lastIndexOf(true);
  const out: GroupCell[] = [{ id: 'title', span: first, content: title, isTitle: true }];
  for (const column of columns.slice(first, last + 1)) {
    out.push({ id: column.id, span: 1, content: cells[column.id], align: column.meta.align });
  }
  if (last + 1 < columns.length) out.push({ id: 'note', span: columns.length - last - 1, content: note });
  return out;
}

export function StaleNote({ at }: { at: Instant }) {
  const second = useSecond();
  return (
    <p className="px-table-stale" title={zoned(at)}>
      {t('table.stale', { at: clock(at), age: age(secondsSince(at, second)) })}
    </p>
  );
}
