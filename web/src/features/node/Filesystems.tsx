import { useMemo } from 'react';
import type { FilesystemGauges } from '@/api/types';
import { type DataColumn, DataTable, Empty, Meter, Section, StateGlyph, stateOf } from '@/components';
import { FindingLink } from '@/features/findings/FindingLink';
import { useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';
import { SpaceEvidence, usedPercent } from './evidence';
import { Figure, ReadingOf } from './ReadingOf';
import type { NodeView } from './useNode';

const rowId = (mount: FilesystemGauges) => mount.mountPoint;

export function Filesystems({ view }: { view: NodeView }) {
  const reading = view.figures?.filesystems;
  const count = reading?.value?.filesystems.length;
  return (
    <Section
      title={t('filesystems.title')}
      note={count === undefined ? undefined : t('filesystems.count', { count })}
      id="filesystems"
    >
      <ReadingOf reading={reading}>{({ filesystems }) => <Table view={view} mounts={filesystems} />}</ReadingOf>
    </Section>
  );
}

function Table({ view, mounts }: { view: NodeView; mounts: readonly FilesystemGauges[] }) {
  const { percent, bytesOf } = useFormat();
  const columns = useMemo((): readonly DataColumn<FilesystemGauges>[] => {
    const used = (mount: FilesystemGauges) => mount.space.value && usedPercent(mount.space.value);
    return [
      {
        id: 'state',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (mount) => <MountGlyph view={view} mount={mount} />,
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
          const share = used(mount);
          return (
            <span className="cell">
              <span className="cell-value">
                {isKnown(share) ? (
                  <SpaceEvidence view={view} mount={mount}>
                    {percent(share)}
                  </SpaceEvidence>
                ) : (
                  <Figure text={null} cause={mount.space.failed ?? mount.space.absent} />
                )}
              </span>
              <Meter percent={share} width={96} label={mount.mountPoint} />
            </span>
          );
        },
        sortValue: used,
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
        id: 'inodes',
        header: t('filesystems.inodes'),
        cell: (mount) => <Inodes mount={mount} />,
        meta: { width: 62, align: 'right', priority: 3 },
      },
      {
        id: 'type',
        header: t('filesystems.type'),
        cell: (mount) => <MountType mount={mount} />,
        meta: { width: 120, priority: 4 },
      },
      {
        id: 'device',
        header: t('filesystems.device'),
        cell: (mount) => (
          <span className="dim" title={mount.source}>
            {mount.source}
          </span>
        ),
        meta: { width: 140, grow: true, priority: 5 },
      },
    ];
  }, [view, percent, bytesOf]);
  return (
    <DataTable
      label={t('filesystems.title')}
      columns={columns}
      rows={mounts}
      rowId={rowId}
      isDim={(mount) => mount.space.value === undefined}
      empty={<Empty title={t('filesystems.none')} />}
      renderCompact={(mount) => <CompactMount view={view} mount={mount} />}
    />
  );
}

/** The verdict of the hub's rules on this mount, not of this page. */
function MountGlyph({ view, mount }: { view: NodeView; mount: FilesystemGauges }) {
  const finding = view.findings.find((each) => each.part === mount.mountPoint);
  if (finding) {
    return (
      <FindingLink finding={finding} className="glyph-link">
        <StateGlyph state={stateOf(finding.severity)} cause={finding.text} />
      </FindingLink>
    );
  }
  const failed = mount.space.failed;
  return failed ? <StateGlyph state="unknown" cause={failed} /> : <StateGlyph state="ok" />;
}

function Inodes({ mount }: { mount: FilesystemGauges }) {
  const { percent } = useFormat();
  const space = mount.space.value;
  if (!space) return <Figure text={null} cause={mount.space.failed} />;
  const { usedInodes, totalInodes } = space;
  if (!isKnown(usedInodes) || !isKnown(totalInodes) || totalInodes === 0) return <span className="dim">–</span>;
  return percent((usedInodes / totalInodes) * 100);
}

function MountType({ mount }: { mount: FilesystemGauges }) {
  const words = [mount.type, mount.isReadOnly && t('filesystems.readOnly'), mount.isRemote && t('filesystems.remote')];
  return <span className="mid">{words.filter(Boolean).join(', ')}</span>;
}

function CompactMount({ view, mount }: { view: NodeView; mount: FilesystemGauges }) {
  const { percent, bytesOf } = useFormat();
  const space = mount.space.value;
  const share = space && usedPercent(space);
  return (
    <div className="compact-row">
      <MountGlyph view={view} mount={mount} />
      <strong className="truncate">{mount.mountPoint}</strong>
      <span>
        {isKnown(share) ? (
          <SpaceEvidence view={view} mount={mount}>
            {percent(share)}
          </SpaceEvidence>
        ) : (
          <Figure text={null} cause={mount.space.failed} />
        )}
      </span>
      <span className="compact-more">
        <Meter percent={share} width="fill" label={mount.mountPoint} />
        <span className="dim nowrap">
          {space ? t('filesystems.of', bytesOf(space.usedBytes, space.totalBytes)) : mount.type}
        </span>
      </span>
    </div>
  );
}
