import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DiskFigures } from '@/api/types';
import { type DataColumn, DataTable, Empty, Meter, Section } from '@/components';
import { milliseconds, useFormat } from '@/lib/format';
import { decimal, isKnown, small } from '@/lib/units';
import { t } from '@/messages/t';
import { Figure, ReadingOf } from './ReadingOf';
import type { NodeView } from './useNode';

const rowId = (disk: DiskFigures) => disk.name;

export function Disks({ view, show }: { view: NodeView; show: (disk: string) => void }) {
  const reading = view.figures?.disks;
  const count = reading?.value?.disks.length;
  return (
    <Section
      title={t('disks.title')}
      note={count === undefined ? undefined : t('disks.count', { count })}
      aside={
        <Link to="/nodes/$id/storage" params={{ id: view.summary.id }}>
          {t('storage.link')}
        </Link>
      }
      id="disks"
    >
      <ReadingOf reading={reading}>{({ disks }) => <Table disks={disks} show={show} />}</ReadingOf>
    </Section>
  );
}

function Table({ disks, show }: { disks: readonly DiskFigures[]; show: (disk: string) => void }) {
  const { rateCell, rateUnit, percent } = useFormat();
  const columns = useMemo((): readonly DataColumn<DiskFigures>[] => {
    const rate = (value: number | null | undefined) => <Figure text={isKnown(value) ? rateCell(value) : null} />;
    const pair = (
      one: number | null | undefined,
      other: number | null | undefined,
      word: (value: number) => string,
    ) => (
      <>
        <Figure text={isKnown(one) ? word(one) : null} />
        <span className="dim"> / </span>
        <Figure text={isKnown(other) ? word(other) : null} />
      </>
    );
    return [
      {
        id: 'name',
        header: t('disks.name'),
        cell: (disk) => <strong>{disk.name}</strong>,
        sortValue: (disk) => disk.name,
        meta: { width: 96, grow: true },
      },
      {
        id: 'busy',
        header: t('disks.busy'),
        cell: (disk) => (
          <span className="cell">
            <span className="cell-value">
              <Figure text={isKnown(disk.busyPercent) ? percent(disk.busyPercent) : null} />
            </span>
            <Meter percent={disk.busyPercent} width={60} label={t('disks.busyOf', { disk: disk.name })} />
          </span>
        ),
        sortValue: (disk) => disk.busyPercent,
        sortFirst: 'desc',
        meta: { width: 118 },
      },
      {
        id: 'read',
        header: t('disks.read'),
        cell: (disk) => rate(disk.readBytesPerSecond),
        sortValue: (disk) => disk.readBytesPerSecond,
        meta: { width: 96, align: 'right', unit: rateUnit },
      },
      {
        id: 'written',
        header: t('disks.written'),
        cell: (disk) => rate(disk.writtenBytesPerSecond),
        sortValue: (disk) => disk.writtenBytesPerSecond,
        meta: { width: 104, align: 'right', unit: rateUnit },
      },
      {
        id: 'ops',
        header: t('disks.ops'),
        cell: (disk) => pair(disk.readsPerSecond, disk.writesPerSecond, small),
        meta: { width: 132, align: 'right', priority: 3 },
      },
      {
        id: 'await',
        header: t('disks.await'),
        cell: (disk) => <Await disk={disk} />,
        meta: { width: 128, align: 'right', priority: 2 },
      },
      {
        id: 'queue',
        header: t('disks.queue'),
        cell: (disk) => <Figure text={isKnown(disk.queueLength) ? decimal(disk.queueLength, 1) : null} />,
        meta: { width: 56, align: 'right', priority: 4 },
      },
    ];
  }, [rateCell, rateUnit, percent]);
  return (
    <DataTable
      label={t('disks.title')}
      columns={columns}
      rows={disks}
      rowId={rowId}
      onOpen={(disk) => show(disk.name)}
      renderCompact={(disk) => <CompactDisk disk={disk} />}
      empty={<Empty title={t('disks.none')} />}
    />
  );
}

function CompactDisk({ disk }: { disk: DiskFigures }) {
  const { percent, rate } = useFormat();
  const word = (value: number | null | undefined) => (isKnown(value) ? rate(value) : '?');
  return (
    <div className="compact-row">
      <span />
      <strong className="truncate">{disk.name}</strong>
      <span>
        <Figure text={isKnown(disk.busyPercent) ? percent(disk.busyPercent) : null} />
      </span>
      <span className="compact-more">
        <Meter percent={disk.busyPercent} width="fill" label={t('disks.busyOf', { disk: disk.name })} />
        <span className="dim nowrap">
          {t('disks.both', { read: word(disk.readBytesPerSecond), written: word(disk.writtenBytesPerSecond) })}
        </span>
      </span>
    </div>
  );
}

/** No finished request, no waiting time: that is a fact of the window, not a hole in what is known. */
function Await({ disk }: { disk: DiskFigures }) {
  const word = (value: number | null | undefined) =>
    isKnown(value) ? milliseconds(value) : <span title={t('disks.noRequest')}>–</span>;
  return (
    <>
      {word(disk.readAwaitMilliseconds)}
      <span className="dim"> / </span>
      {word(disk.writeAwaitMilliseconds)}
    </>
  );
}
