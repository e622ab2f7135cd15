import { useMemo } from 'react';
import type { DiskHealth, NodeStorage } from '@/api/types';
import { type DataColumn, DataTable, Empty, LiveAge, Meter, Section, StateGlyph } from '@/components';
import { Figure, ReadingOf } from '@/features/node/ReadingOf';
import { duration, useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';
import { celsiusOf, growthWords, verdictOf } from './judge';

interface DiskTableProps {
  storage: NodeStorage;
  shown: string | undefined;
  show: (disk: string) => void;
}

const rowId = (disk: DiskHealth) => disk.id;
const lifeOf = (disk: DiskHealth) => disk.smart.value?.lifeLeftPercent;

export function DiskTable({ storage, shown, show }: DiskTableProps) {
  const count = storage.disks.value?.disks.length;
  return (
    <Section
      title={t('storage.disks.title')}
      note={count === undefined ? undefined : t('storage.disks.count', { count })}
      id="disks"
    >
      <ReadingOf reading={storage.disks}>{({ disks }) => <Table disks={disks} shown={shown} show={show} />}</ReadingOf>
    </Section>
  );
}

function Table({ disks, shown, show }: { disks: readonly DiskHealth[] } & Omit<DiskTableProps, 'storage'>) {
  const columns = useDiskColumns();
  return (
    <DataTable
      label={t('storage.disks.title')}
      columns={columns}
      rows={disks}
      rowId={rowId}
      primary
      onOpen={(disk) => show(disk.id)}
      selected={shown}
      isDim={(disk) => !disk.isPresent || disk.kind === 'virtual'}
      renderCompact={(disk) => <Compact disk={disk} />}
      empty={<Empty title={t('storage.disks.none')} detail={t('storage.disks.noneDetail')} />}
    />
  );
}

function useDiskColumns(): readonly DataColumn<DiskHealth>[] {
  const { bytes, temperature } = useFormat();
  return useMemo((): readonly DataColumn<DiskHealth>[] => {
    const figure = (disk: DiskHealth, value: number | null | undefined, word: (value: number) => string) =>
      isKnown(value) ? word(value) : disk.smart.value ? <span className="dim">–</span> : <Unknown disk={disk} />;
    return [
      {
        id: 'state',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (disk) => <Glyph disk={disk} />,
        meta: { width: 22 },
      },
      {
        id: 'name',
        header: t('storage.disks.name'),
        cell: (disk) => <strong>{disk.device}</strong>,
        sortValue: (disk) => disk.device,
        meta: { width: 90, grow: true },
      },
      {
        id: 'model',
        header: t('storage.disks.model'),
        cell: (disk) => <span title={disk.serial ?? undefined}>{disk.model ?? t(`storage.kind.${disk.kind}`)}</span>,
        sortValue: (disk) => disk.model,
        meta: { width: 170, grow: true, priority: 2 },
      },
      {
        id: 'size',
        header: t('storage.disks.size'),
        cell: (disk) => bytes(disk.sizeBytes),
        sortValue: (disk) => disk.sizeBytes,
        sortFirst: 'desc',
        meta: { width: 80, align: 'right', priority: 3 },
      },
      {
        id: 'temperature',
        header: t('storage.disks.temperature'),
        cell: (disk) => figure(disk, celsiusOf(disk), temperature),
        sortValue: celsiusOf,
        sortFirst: 'desc',
        meta: { width: 62, align: 'right' },
      },
      {
        id: 'life',
        header: t('storage.disks.life'),
        cell: (disk) => <Life disk={disk} />,
        sortValue: lifeOf,
        meta: { width: 118 },
      },
      {
        id: 'hours',
        header: t('storage.disks.hours'),
        cell: (disk) => figure(disk, disk.smart.value?.powerOnHours, (hours) => duration(hours * 3600)),
        sortValue: (disk) => disk.smart.value?.powerOnHours,
        sortFirst: 'desc',
        meta: { width: 104, align: 'right', priority: 4 },
      },
      {
        id: 'news',
        header: t('storage.disks.news'),
        cell: ({ growth }) => (growth?.[0] ? growthWords(growth[0]) : <span className="dim">–</span>),
        meta: { width: 150, grow: true, priority: 5 },
      },
      {
        id: 'read',
        header: t('storage.disks.read'),
        cell: (disk) => (disk.isPresent ? <LiveAge at={disk.smartAt} form="short" /> : t('storage.disks.gone')),
        meta: { width: 64, align: 'right' },
      },
    ];
  }, [bytes, temperature]);
}

function Glyph({ disk }: { disk: DiskHealth }) {
  const { state, cause } = verdictOf(disk);
  return <StateGlyph state={state} cause={cause} />;
}

function Unknown({ disk }: { disk: DiskHealth }) {
  return <Figure text={null} cause={disk.smart.failed ?? disk.smart.absent} />;
}

/** Life left, said the one way everybody reads it: full is new. A meter would warn of the full end, so the used share is drawn. */
function Life({ disk }: { disk: DiskHealth }) {
  const { percent } = useFormat();
  const life = lifeOf(disk);
  if (!isKnown(life)) return disk.smart.value ? <span className="dim">–</span> : <Unknown disk={disk} />;
  return (
    <span className="cell">
      <span className="cell-value">{percent(life)}</span>
      <Meter
        percent={100 - life}
        warn={90}
        crit={97}
        width={60}
        label={t('storage.disks.lifeOf', { disk: disk.device })}
      />
    </span>
  );
}

function Compact({ disk }: { disk: DiskHealth }) {
  const { temperature, percent } = useFormat();
  const celsius = celsiusOf(disk);
  const life = lifeOf(disk);
  const { state, cause } = verdictOf(disk);
  return (
    <div className="storage-compact">
      <StateGlyph state={state} cause={cause} />
      <strong className="truncate">{disk.device}</strong>
      <span>{isKnown(celsius) ? temperature(celsius) : ''}</span>
      <span className="storage-compact-more">
        <span className="truncate">{disk.model ?? t(`storage.kind.${disk.kind}`)}</span>
        <span className="dim truncate" title={cause}>
          {isKnown(life) && state === 'ok' ? t('storage.disks.lifeLeft', { percent: percent(life) }) : cause}
        </span>
      </span>
    </div>
  );
}
