import { useMemo } from 'react';
import type { FilesystemGauges, ProcessFigures } from '@/api/types';
import { LoadingLines, Meter, Section } from '@/components';
import { Charts } from '@/features/node/Charts';
import { eventsOf } from '@/features/node/events';
import { SpaceEvidence, usedPercent } from '@/features/node/evidence';
import { Figure, ReadingOf } from '@/features/node/ReadingOf';
import { Sensors } from '@/features/node/Sensors';
import { type NodeView, useNode } from '@/features/node/useNode';
import { useProcesses } from '@/features/node/useProcesses';
import { useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { useWatch } from '@/live/hooks';
import { t } from '@/messages/t';

const LAST_HOUR = { range: '1h' } as const;
const MOST_LINES = 7;

/** A hub with one host shows that host: its last hour, its file systems, sensors and busiest processes. */
export default function HostNow({ id }: { id: string }) {
  const { view } = useNode(id);
  useWatch(id);
  const events = useMemo(() => eventsOf(view?.findings ?? []), [view?.findings]);
  if (!view) return null;
  return (
    <>
      <div className="host-charts">
        <Charts id={id} view={view} search={LAST_HOUR} events={events} isBrief />
      </div>
      <div className="host-foot">
        <Space view={view} />
        <Sensors id={id} view={view} search={LAST_HOUR} />
        <Busiest id={id} />
      </div>
    </>
  );
}

function Space({ view }: { view: NodeView }) {
  return (
    <Section title={t('filesystems.title')}>
      <ReadingOf reading={view.figures?.filesystems}>
        {({ filesystems }) => (
          <ul className="short-list">
            {[...filesystems]
              .sort(fullestFirst)
              .slice(0, MOST_LINES)
              .map((mount) => (
                <SpaceLine key={mount.mountPoint} view={view} mount={mount} />
              ))}
          </ul>
        )}
      </ReadingOf>
    </Section>
  );
}

const shareOf = (mount: FilesystemGauges): number | null => (mount.space.value ? usedPercent(mount.space.value) : null);
/** What is not known comes before what is known to be fine. */
const fullestFirst = (a: FilesystemGauges, b: FilesystemGauges): number => (shareOf(b) ?? 101) - (shareOf(a) ?? 101);

function SpaceLine({ view, mount }: { view: NodeView; mount: FilesystemGauges }) {
  const { percent, bytesOf } = useFormat();
  const share = shareOf(mount);
  const space = mount.space.value;
  return (
    <li>
      <span className="short-name" title={mount.mountPoint}>
        {mount.mountPoint}
      </span>
      <Meter percent={share} width={84} label={mount.mountPoint} />
      <span className="short-value">
        {isKnown(share) ? (
          <SpaceEvidence view={view} mount={mount}>
            {percent(share)}
          </SpaceEvidence>
        ) : (
          <Figure text={null} cause={mount.space.failed} />
        )}
      </span>
      <span className="short-more dim">{space && t('filesystems.of', bytesOf(space.usedBytes, space.totalBytes))}</span>
    </li>
  );
}

function Busiest({ id }: { id: string }) {
  const query = useProcesses(id);
  const { percent, bytes } = useFormat();
  const cpu = ({ cpuPercent }: ProcessFigures) =>
    isKnown(cpuPercent) ? percent(cpuPercent, cpuPercent < 10 ? 1 : 0) : null;
  return (
    <Section title={t('overview.busiest')}>
      {query.data ? (
        <ReadingOf reading={query.data}>
          {({ processes }) => (
            <ul className="short-list">
              {[...processes]
                .sort(busiestFirst)
                .slice(0, MOST_LINES)
                .map((process) => (
                  <li key={process.pid}>
                    <span className="short-name" title={process.name}>
                      {process.name} <span className="dim id">{process.pid}</span>
                    </span>
                    <span className="short-value">
                      <Figure text={cpu(process)} cause={t('processes.firstScan')} />
                    </span>
                    <span className="short-more dim">{bytes(process.residentBytes)}</span>
                  </li>
                ))}
            </ul>
          )}
        </ReadingOf>
      ) : (
        <LoadingLines />
      )}
    </Section>
  );
}

const busiestFirst = (a: ProcessFigures, b: ProcessFigures): number =>
  (b.cpuPercent ?? -1) - (a.cpuPercent ?? -1) || b.residentBytes - a.residentBytes;
