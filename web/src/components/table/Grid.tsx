import type { ReactNode } from 'react';
import { t } from '../../messages/t';
import { nextSort } from './columns';
import type { DataTableProps } from './DataTable';
import type { Item } from './items';
import { GroupRow, TableHead, TableRow } from './parts';
import type { RowKeys } from './useRowKeys';
import type { Slice } from './useSlice';

interface GridProps<Row extends object> extends DataTableProps<Row> {
  items: readonly Item<Row>[];
  slice: Slice;
  rowKeys: RowKeys;
  /** Stands in place of rows where there are none. */
  instead: ReactNode;
  onSort: (sort: string) => void;
}

/** The table itself. */
export function Grid<Row extends object>(props: GridProps<Row>) {
  const { label, columns, rows, items, slice, rowKeys, instead, sort, onSort } = props;
  return (
    <table
      className="px-table"
      aria-rowcount={items.length + 1}
      aria-busy={rows === undefined}
      onKeyDown={rowKeys.onKeyDown}
    >
      <caption className="visually-hidden">{t('table.rows', { label, rows: rows?.length ?? 0 })}</caption>
      <colgroup>
        {columns.map(({ id, meta }) => (
          <col key={id} style={meta.grow ? undefined : { width: meta.width }} />
        ))}
      </colgroup>
      <TableHead columns={columns} sort={sort} onSort={(column) => onSort(nextSort(sort, column))} />
      <tbody>
        <Spacer height={slice.before} />
        {items.slice(slice.from, slice.to).map((item, i) => (
          <Line key={item.key} {...props} item={item} index={slice.from + i} />
        ))}
        <Spacer height={slice.after} />
        {instead && (
          <tr>
            <td className="px-table-instead" colSpan={columns.length}>
              {instead}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface LineProps<Row extends object> extends GridProps<Row> {
  item: Item<Row>;
  index: number;
}

function Line<Row extends object>(props: LineProps<Row>) {
  const { item, index, columns, slice, rowKeys } = props;
  if (item.kind === 'group') {
    const head = props.renderGroup?.(item.group, item.rows) ?? { title: item.group };
    return <GroupRow columns={columns} head={head} index={index} measure={slice.measure} />;
  }
  return (
    <TableRow
      rowKey={item.key}
      row={item.row}
      columns={columns}
      index={index}
      height={props.rowHeight}
      reachable={item.key === rowKeys.active}
      selected={item.key === props.selected}
      dim={props.isDim?.(item.row) ?? false}
      onOpen={props.onOpen}
      onFocus={rowKeys.onFocus}
      measure={slice.measure}
    />
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it cannot be focused; it only keeps the height of rows not drawn
    <tr aria-hidden="true" className="px-table-spacer">
      <td style={{ height }} />
    </tr>
  );
}
