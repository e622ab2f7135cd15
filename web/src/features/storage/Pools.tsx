import { useCallback, useMemo } from 'react';
import type { NodeStorage } from '@/api/types';
import { type DataColumn, DataTable, Empty, LiveAge, Meter, Section, StateGlyph } from '@/components';
import { Figure } from '@/features/node/ReadingOf';
import { useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';
import { type PoolRow, poolRows } from './pools';

const rowId = (pool: PoolRow) => pool.id;

/** What the disks make up. A pool's state is the program's own word; its fill is drawn where it is known. */
export function Pools({ storage }: { storage: NodeStorage }) {
  const { bytes, percent } = useFormat();
  const said = useCallback(
    (pool: PoolRow) =>
      isKnown(pool.freeBytes)
        ? t('storage.pools.free', { cause: pool.cause, free: bytes(pool.freeBytes) })
        : pool.cause,
    [bytes],
  );
  const rows = useMemo(() => (storage.pools ? poolRows(storage.pools) : undefined), [storage.pools]);
  const columns = useMemo(
    (): readonly DataColumn<PoolRow>[] => [
      {
        id: 'state',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (pool) => <StateGlyph state={pool.state} cause={pool.cause} />,
        meta: { width: 22 },
      },
      {
        id: 'name',
        header: t('storage.pools.name'),
        cell: (pool) => (
          <span className="storage-pool-name">
            <strong className="truncate">{pool.name}</strong>
            {pool.state !== 'ok' && <span className="dim storage-pool-cause">{pool.cause}</span>}
          </span>
        ),
        sortValue: (pool) => pool.name,
        meta: { width: 120, grow: true },
      },
      {
        id: 'kind',
        header: t('storage.pools.kind'),
        cell: (pool) => pool.kind,
        sortValue: (pool) => pool.kind,
        meta: { width: 60, priority: 3 },
      },
      {
        id: 'used',
        header: t('filesystems.used'),
        cell: (pool) =>
          pool.usedPercent === undefined ? (
            <span className="dim">–</span>
          ) : (
            <span className="cell">
              <span className="cell-value">
                <Figure text={isKnown(pool.usedPercent) ? percent(pool.usedPercent) : null} />
              </span>
              <Meter percent={pool.usedPercent} width={80} label={pool.name} />
            </span>
          ),
        sortValue: (pool) => pool.usedPercent,
        sortFirst: 'desc',
        meta: { width: 138 },
      },
      {
        id: 'size',
        header: t('storage.disks.size'),
        cell: (pool) => bytes(pool.sizeBytes),
        sortValue: (pool) => pool.sizeBytes,
        meta: { width: 80, align: 'right', priority: 2 },
      },
      {
        id: 'says',
        header: t('storage.pools.says'),
        cell: (pool) => (
          <span className="mid" title={said(pool)}>
            {said(pool)}
          </span>
        ),
        meta: { width: 180, grow: true, priority: 1 },
      },
      {
        id: 'read',
        header: t('storage.disks.read'),
        cell: (pool) => <LiveAge at={pool.readAt} form="short" />,
        meta: { width: 64, align: 'right' },
      },
    ],
    [bytes, percent, said],
  );
  if (!rows) return null;
  return (
    <Section title={t('storage.pools.title')} note={t('storage.pools.count', { count: rows.length })} id="pools">
      <DataTable
        label={t('storage.pools.title')}
        columns={columns}
        rows={rows}
        rowId={rowId}
        empty={<Empty title={t('storage.pools.none')} />}
      />
    </Section>
  );
}
