import { useMemo } from 'react';
import type { FilesystemGauges, NodeStorage } from '@/api/types';
import { type DataColumn, DataTable, Empty, LiveAge, Meter, Section, StateGlyph } from '@/components';
import { usedPercent } from '@/features/node/evidence';
import { Figure, ReadingOf } from '@/features/node/ReadingOf';
import { useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';

const rowId = (mount: FilesystemGauges) => mount.mountPoint;
const share = (mount: FilesystemGauges) => (mount.space.value ? usedPercent(mount.space.value) : null);

export function Mounts({ storage }: { storage: NodeStorage }) {
  return (
    <Section
      title={t('filesystems.title')}
      note={storage.filesystemsAt ? <LiveAge at={storage.filesystemsAt} form="old" /> : undefined}
      id="mounts"
    >
      <ReadingOf reading={storage.filesystems}>{({ filesystems }) => <Table mounts={filesystems} />}</ReadingOf>
    </Section>
  );
}

function Table({ mounts }: { mounts: readonly FilesystemGauges[] }) {
  const { percent, bytesOf } = useFormat();
  const columns = useMemo((): readonly DataColumn<FilesystemGauges>[] => {
    return [
      {
        id: 'state',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (mount) =>
          mount.space.failed ? <StateGlyph state="unknown" cause={mount.space.failed} /> : <StateGlyph state="ok" />,
        meta: { width: 22 },
      },
      {
        id: 'mount',
        header: t('filesystems.mount'),
        cell: (mount) => <strong title={mount.mountPoint}>{mount.mountPoint}</strong>,
        sortValue: (mount) => mount.mountPoint,
        meta: { width: 130, grow: true },
      },
      {
        id: 'used',
        header: t('filesystems.used'),
        cell: (mount) => {
          const used = share(mount);
          return (
            <span className="cell">
              <span className="cell-value">
                <Figure text={isKnown(used) ? percent(used) : null} cause={mount.space.failed ?? mount.space.absent} />
              </span>
              <Meter percent={used} width={96} label={mount.mountPoint} />
            </span>
          );
        },
        sortValue: share,
        sortFirst: 'desc',
        meta: { width: 154 },
      },
      {
        id: 'space',
        header: t('filesystems.space'),
        cell: ({ space }) => (
          <Figure
            text={space.value ? t('filesystems.of', bytesOf(space.value.usedBytes, space.value.totalBytes)) : null}
            cause={space.failed}
          />
        ),
        meta: { width: 124, priority: 2 },
      },
      {
        id: 'type',
        header: t('filesystems.type'),
        cell: (mount) => (
          <span className="mid">
            {[mount.type, mount.isReadOnly && t('filesystems.readOnly'), mount.isRemote && t('filesystems.remote')]
              .filter(Boolean)
              .join(', ')}
          </span>
        ),
        meta: { width: 120, priority: 3 },
      },
      {
        id: 'device',
        header: t('filesystems.device'),
        cell: (mount) => <span className="dim">{mount.source}</span>,
        meta: { width: 140, grow: true, priority: 4 },
      },
    ];
  }, [percent, bytesOf]);
  return (
    <DataTable
      label={t('filesystems.title')}
      columns={columns}
      rows={mounts}
      rowId={rowId}
      isDim={(mount) => !mount.space.value}
      empty={<Empty title={t('filesystems.none')} />}
    />
  );
}
