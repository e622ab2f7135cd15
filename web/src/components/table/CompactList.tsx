import type { ReactNode } from 'react';
import type { DataTableProps } from './DataTable';
import type { Item } from './items';
import { isOwnClick } from './parts';
import type { RowKeys } from './useRowKeys';
import type { Slice } from './useSlice';

interface CompactListProps<Row extends object> extends DataTableProps<Row> {
  items: readonly Item<Row>[];
  slice: Slice;
  rowKeys: RowKeys;
  instead: ReactNode;
}

/** The same rows on a phone: two lines each, at least 48 px high. */
export function CompactList<Row extends object>(props: CompactListProps<Row>) {
  const { items, slice, rowKeys, instead, label, onOpen, isDim, selected, renderCompact, renderGroup } = props;
  if (instead) return <div className="px-compact">{instead}</div>;
  return (
    <ul className="px-compact" aria-label={label} onKeyDown={rowKeys.onKeyDown}>
      <Gap height={slice.before} />
      {items.map((item, i) =>
        item.kind === 'group' ? (
          <li key={item.key} className="px-compact-group" ref={slice.measure} data-index={slice.from + i}>
            {renderGroup?.(item.group, item.rows).title ?? item.group}
          </li>
        ) : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys of all its rows
          <li
            key={item.key}
            ref={slice.measure}
            className="px-compact-row"
            data-row={item.key}
            data-index={slice.from + i}
            data-dim={isDim?.(item.row) || undefined}
            data-opens={onOpen ? true : undefined}
            aria-current={item.key === selected || undefined}
            tabIndex={item.key === rowKeys.active ? 0 : -1}
            onFocus={(event) => event.target === event.currentTarget && rowKeys.onFocus(item.key)}
            onClick={onOpen ? (event) => isOwnClick(event) && onOpen(item.row) : undefined}
          >
            {renderCompact?.(item.row)}
          </li>
        ),
      )}
      <Gap height={slice.after} />
    </ul>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? <li aria-hidden="true" style={{ height }} /> : null;
}
