import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Instant } from '../../lib/clock';
import { usePreferences } from '../../lib/preferences';
import { usePhone, useWidth } from '../../lib/useMeasure';
import { t } from '../../messages/t';
import { Empty, LoadingLines, Problem, type ProblemProps } from '../Messages';
import { CompactList } from './CompactList';
import { type DataColumn, fitColumns } from './columns';
import { Grid } from './Grid';
import { StaleNote } from './parts';
import './table.css';
import { useArranged } from './useArranged';
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
  const { columns, rows, rowId, groupOf, onOpen, serverSorted = false, primary = false } = props;
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const phone = usePhone() && props.renderCompact !== undefined;
  const { density } = usePreferences();
  const [ownSort, setOwnSort] = useState<string>();
  const sort = props.onSort ? props.sort : (ownSort ?? props.sort);
  const setSort = props.onSort ?? setOwnSort;

  const items = useArranged({ columns, rows, rowId, groupOf, sort, serverSorted });
  const shownColumns = useMemo(() => fitColumns(columns, width), [columns, width]);
  const height = props.rowHeight ?? (density === 'dense' ? 26 : 32);
  const slice = useSlice(container, items.length, phone ? 56 : height);
  const rowKeys = useRowKeys({ container, items, onOpen, scrollTo: slice.scrollTo, primary });
  const instead = rows === undefined || items.length === 0 ? <Instead {...props} /> : null;
  const dimAll = props.stale !== undefined || (props.error !== undefined && rows !== undefined);

  return (
    <div className="px-table-box" ref={container} data-dim={dimAll || undefined}>
      {props.error && items.length > 0 && <Problem {...props.error} />}
      {props.stale !== undefined && items.length > 0 && <StaleNote at={props.stale} />}
      {phone ? (
        <CompactList
          {...props}
          items={items.slice(slice.from, slice.to)}
          slice={slice}
          rowKeys={rowKeys}
          instead={instead}
        />
      ) : (
        <Grid
          {...props}
          columns={shownColumns}
          items={items}
          slice={slice}
          rowKeys={rowKeys}
          instead={instead}
          sort={sort}
          onSort={setSort}
        />
      )}
    </div>
  );
}

function Instead<Row extends object>({ error, rows, empty }: DataTableProps<Row>) {
  if (error) return <Problem {...error} />;
  if (rows === undefined) return <LoadingLines note={t('table.loading')} />;
  return empty ?? <Empty title={t('table.empty')} />;
}
