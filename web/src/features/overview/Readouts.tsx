import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sparksQuery } from '@/api/queries';
import type { FleetOverview } from '@/api/types';
import { Meter, Readout, Spark } from '@/components';
import { useFormat } from '@/lib/format';
import { isKnown, percentFigure } from '@/lib/units';
import { useFleet } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import { add, combine, type Trend } from './combine';

const POINTS = 60;
const SPARK = { width: 92, height: 22 };

/** The sums over all answering nodes, with their last hour. */
export function Readouts() {
  const fleet = useFleet();
  return (
    <div className="readouts">
      <Answering fleet={fleet} />
      <Cpu fleet={fleet} />
      <Memory fleet={fleet} />
      <Storage fleet={fleet} />
      <Network fleet={fleet} />
    </div>
  );
}

interface Props {
  fleet: FleetOverview | null;
}

function useTrendOf(series: string, how: Parameters<typeof combine>[2]): Trend | undefined {
  const { data } = useQuery(sparksQuery(series, '1h', POINTS));
  const answering = useFleet()?.nodesAnswering;
  return useMemo(() => {
    if (data === undefined || answering === undefined) return undefined;
    // Nodes that do not answer now would make a gap of the whole hour; that they are missing is said beside it.
    return combine(data, (id) => isKnown(live.store.getNode(id)?.cpuBusyPercent), how);
  }, [data, answering, how]);
}

const byThreads = { weight: (id: string) => live.store.getNode(id)?.threads ?? 0 };
const byMemory = { weight: (id: string) => live.store.getNode(id)?.memoryTotalBytes ?? 0 };

function because(fleet: FleetOverview | null): string | undefined {
  return fleet && fleet.nodesAnswering === 0 ? t('overview.noAnswer') : undefined;
}

function Answering({ fleet }: Props) {
  return (
    <Readout
      label={t('overview.answering')}
      value={fleet ? String(fleet.nodesAnswering) : null}
      unit={fleet ? t('overview.of', { count: fleet.nodes }) : ''}
      loading={fleet === null}
    />
  );
}

function Cpu({ fleet }: Props) {
  const trend = useTrendOf('cpu.busy', byThreads);
  const label = fleet ? t('overview.cpu', { threads: fleet.totals.threads }) : t('charts.cpu');
  const figure = percentFigure(fleet?.totals.cpuBusyPercent);
  return (
    <Readout
      label={label}
      {...figure}
      loading={fleet === null}
      unknownBecause={because(fleet)}
      aside={
        <Spark {...SPARK} {...trend} average={trend?.average} max={100} label={t('overview.lastHour', { label })} />
      }
    />
  );
}

function Memory({ fleet }: Props) {
  const { bytes } = useFormat();
  const trend = useTrendOf('memory.used_percent', byMemory);
  const { memoryTotalBytes: total, memoryUsedBytes: used } = fleet?.totals ?? {};
  const label = isKnown(total) ? t('overview.memory', { total: bytes(total) }) : t('overview.memoryPlain');
  return (
    <Readout
      label={label}
      {...percentFigure(share(used, total))}
      loading={fleet === null}
      unknownBecause={because(fleet)}
      aside={
        <Spark {...SPARK} {...trend} average={trend?.average} max={100} label={t('overview.lastHour', { label })} />
      }
    />
  );
}

function Storage({ fleet }: Props) {
  const { bytes } = useFormat();
  const { storageTotalBytes: total, storageUsedBytes: used } = fleet?.totals ?? {};
  const label = isKnown(total) ? t('overview.storage', { total: bytes(total) }) : t('overview.storagePlain');
  const percent = share(used, total);
  return (
    <Readout
      label={label}
      {...percentFigure(percent)}
      loading={fleet === null}
      unknownBecause={because(fleet)}
      aside={<Meter percent={percent} width={92} label={label} kind={fleet === null ? 'loading' : undefined} />}
    />
  );
}

function Network({ fleet }: Props) {
  const { rateFigure, rate } = useFormat();
  const received = useTrendOf('network.received_total', 'sum');
  const sent = useTrendOf('network.sent_total', 'sum');
  const trend = useMemo(() => received && sent && add(received, sent), [received, sent]);
  const { receivedBytesPerSecond: into, sentBytesPerSecond: out } = fleet?.totals ?? {};
  const label = t('overview.network');
  return (
    <Readout
      label={label}
      {...rateFigure(isKnown(into) && isKnown(out) ? into + out : null)}
      loading={fleet === null}
      unknownBecause={because(fleet)}
      aside={<Spark {...SPARK} average={trend?.average} label={t('overview.lastHour', { label })} format={rate} />}
    />
  );
}

function share(used: number | null | undefined, total: number | null | undefined): number | null {
  return isKnown(used) && isKnown(total) && total > 0 ? (used / total) * 100 : null;
}
