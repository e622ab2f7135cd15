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
      <ReadingOf reading={storage.filesystems}>
        {({ filesystems }) => <Table label={t('filesystems.title')} mounts={filesystems} />}
      </ReadingOf>
    </Section>
  );
}

type Pools = NonNullable<NodeStorage['pools']>;

/** NFS, CIFS and their like, on the host and in its running containers: one that does not answer says since when. */
export function RemoteMounts({ part }: { part: Pools['remoteMounts'] }) {
  const mounts = part.reading.value?.mounts ?? [];
  if (mounts.length === 0 && !part.reading.failed) return null;
  return (
    <Section
      title={t('storage.remote.title')}
      note={part.readAt ? <LiveAge at={part.readAt} form="old" /> : undefined}
      id="remote"
    >
      <ReadingOf reading={part.reading}>
        {({ mounts: all }) => (
          <Table
            label={t('storage.remote.title')}
            mounts={all.map((mount) => ({
              mountPoint: isKnown(mount.container)
                ? t('storage.remote.container', { container: String(mount.container), mount: mount.mountPoint })
                : mount.mountPoint,
              source: mount.source,
              type: mount.type,
              isReadOnly: mount.isReadOnly,
              isRemote: true,
              space: mount.space,
            }))}
          />
        )}
      </ReadingOf>
    </Section>
  );
}

const OF_STORAGE = ['ata-link', 'failed-command', 'block-io', 'filesystem', 'raid', 'device-mapper', 'zfs', 'nvme'];

/** What the kernel complained of, by device: link resets, failed commands, I/O errors. */
export function KernelTrouble({ part }: { part: Pools['kernelLog'] }) {
  const counts = (part.reading.value?.counts ?? []).filter((one) => OF_STORAGE.includes(one.family));
  if (counts.length === 0) return null;
  return (
    <Section
      title={t('storage.log.title')}
      note={part.readAt ? <LiveAge at={part.readAt} form="old" /> : undefined}
      id="kernel-log"
    >
      <ul className="storage-growth">
        {counts.map((one) => (
          <li key={`${one.device} ${one.family}`}>
            {t('storage.log.row', {
              device: one.device ?? t('storage.log.noDevice'),
              count: one.count,
              family: one.family,
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Table({ mounts, label }: { mounts: readonly FilesystemGauges[]; label: string }) {
  const { percent, bytesOf } = useFormat();
  const columns = useMemo((): readonly DataColumn<FilesystemGauges>[] => {
    return [
      {
        id: 'state',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (mount) =>
          mount.space.failed ? (
            <StateGlyph state={mount.isRemote ? 'warning' : 'unknown'} cause={mount.space.failed} />
          ) : (
            <StateGlyph state="ok" />
          ),
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
            text={
              space.value
                ? t('filesystems.of', bytesOf(space.value.usedBytes, space.value.totalBytes))
                : (space.failed ?? null)
            }
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
            {[
              mount.space.failed,
              mount.type,
              mount.isReadOnly && t('filesystems.readOnly'),
              mount.isRemote && t('filesystems.remote'),
            ]
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
      label={label}
      columns={columns}
      rows={mounts}
      rowId={rowId}
      isDim={(mount) => !mount.space.value}
      empty={<Empty title={t('filesystems.none')} />}
    />
  );
}
