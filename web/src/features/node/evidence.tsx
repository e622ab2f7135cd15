import type { ReactNode } from 'react';
import type { FilesystemGauges, InterfaceFigures } from '@/api/types';
import { Evidence, type EvidenceLine, LiveAge } from '@/components';
import { useFormat } from '@/lib/format';
import { decimal, isKnown, joined, linkFigure } from '@/lib/units';
import { t } from '@/messages/t';
import type { NodeView } from './useNode';

interface EvidenceOf {
  view: NodeView;
  children: ReactNode;
}

/** A line for a figure that is known; one that is not is left out, its source says why further down. */
function line(label: string, value: string | null | undefined): EvidenceLine[] {
  return value === null || value === undefined || value === '' ? [] : [{ label, value }];
}

export function CpuEvidence({ view, children }: EvidenceOf) {
  const { percent } = useFormat();
  const cpu = view.figures?.cpu.value;
  const load = view.figures?.load.value;
  const busiest = cpu?.cores.reduce<{ core: number; busy: number } | null>(
    (best, { core, busy }) => (isKnown(busy) && busy > (best?.busy ?? -1) ? { core, busy } : best),
    null,
  );
  const lines = [
    ...line(t('evidence.cpu.user'), cpu && percent(cpu.total.user, 1)),
    ...line(t('evidence.cpu.system'), cpu && percent(cpu.total.system, 1)),
    ...line(t('evidence.cpu.ioWait'), cpu && percent(cpu.total.ioWait, 1)),
    ...line(t('evidence.cpu.steal'), cpu && percent(cpu.total.steal, 1)),
    ...line(
      t('evidence.cpu.cores'),
      busiest && t('evidence.cpu.coreValue', { core: busiest.core, busy: percent(busiest.busy) }),
    ),
    ...line(
      t('evidence.cpu.running'),
      cpu && isKnown(cpu.running) && isKnown(cpu.blocked) ? `${decimal(cpu.running)}, ${decimal(cpu.blocked)}` : null,
    ),
    ...line(
      t('evidence.cpu.load'),
      load && [load.oneMinute, load.fiveMinutes, load.fifteenMinutes].map((value) => decimal(value, 2)).join('  '),
    ),
  ];
  return (
    <Evidence
      title={t('evidence.cpu')}
      lines={lines}
      source={t('evidence.source.cpu')}
      age={<LiveAge at={view.sampledAt} form="old" />}
    >
      {children}
    </Evidence>
  );
}

export function MemoryEvidence({ view, children }: EvidenceOf) {
  const { bytes } = useFormat();
  const memory = view.figures?.memory.value;
  const swap = view.figures?.swap;
  const gauges = memory?.gauges;
  const amount = (value: number | null | undefined) => (isKnown(value) ? bytes(value) : null);
  const huge = gauges?.hugePagesTotal;
  const lines = [
    ...line(t('evidence.memory.total'), amount(memory?.totalBytes)),
    ...line(t('evidence.memory.available'), amount(memory?.availableBytes)),
    ...line(t('evidence.memory.cached'), amount(gauges?.cachedBytes)),
    ...line(t('evidence.memory.arc'), amount(gauges?.arcBytes)),
    ...line(t('evidence.memory.slab'), amount(gauges?.slabBytes)),
    ...line(
      t('evidence.memory.huge'),
      isKnown(huge) && huge > 0
        ? t('evidence.memory.hugeValue', { used: decimal(huge - (gauges?.hugePagesFree ?? 0)), total: decimal(huge) })
        : null,
    ),
    ...line(
      t('evidence.memory.swap'),
      swap?.value
        ? t('evidence.memory.swapValue', { used: bytes(swap.value.usedBytes), total: bytes(swap.value.totalBytes) })
        : (swap?.absent ?? swap?.failed),
    ),
  ];
  return (
    <Evidence
      title={t('evidence.memory')}
      lines={lines}
      source={t('evidence.source.memory')}
      age={<LiveAge at={view.sampledAt} form="old" />}
    >
      {children}
    </Evidence>
  );
}

export function SpaceEvidence({ view, mount, children }: EvidenceOf & { mount: FilesystemGauges }) {
  const { bytes, percent } = useFormat();
  const space = mount.space.value;
  const inodes =
    space && isKnown(space.usedInodes) && isKnown(space.totalInodes) && space.totalInodes > 0 ? space : null;
  const lines = [
    ...line(t('evidence.space.total'), space && bytes(space.totalBytes)),
    ...line(t('evidence.space.used'), space && `${bytes(space.usedBytes)}, ${percent(usedPercent(space))}`),
    ...line(t('evidence.space.available'), space && bytes(space.availableBytes)),
    ...line(
      t('evidence.space.inodes'),
      inodes
        ? t('evidence.space.inodesValue', { used: decimal(inodes.usedInodes), total: decimal(inodes.totalInodes) })
        : space && t('evidence.space.noInodes'),
    ),
    ...line(t('evidence.space.device'), mount.source),
  ];
  return (
    <Evidence
      title={t('evidence.space', { mount: mount.mountPoint })}
      lines={lines}
      source={t('evidence.source.space')}
      age={<LiveAge at={view.sampledAt} form="old" />}
    >
      {children}
    </Evidence>
  );
}

/** Used of what users can get: blocks kept for root are neither free nor used. */
export function usedPercent({
  usedBytes,
  availableBytes,
}: {
  usedBytes: number;
  availableBytes: number;
}): number | null {
  const whole = usedBytes + availableBytes;
  return whole > 0 ? (usedBytes / whole) * 100 : null;
}

export function InterfaceEvidence({ view, of, children }: EvidenceOf & { of: InterfaceFigures }) {
  const { bytes } = useFormat();
  const { counters } = of;
  const pair = (one: number, other: number) => `${decimal(one)}, ${decimal(other)}`;
  const lines = [
    ...line(t('interfaces.addresses'), counters.addresses?.join(', ')),
    ...line(t('interfaces.hardware'), counters.hardwareAddress),
    ...line(t('interfaces.mtu'), isKnown(counters.mtu) ? decimal(counters.mtu) : null),
    ...line(
      t('interfaces.speed'),
      isKnown(counters.speedBitsPerSecond) ? joined(linkFigure(counters.speedBitsPerSecond)) : null,
    ),
    ...line(t('interfaces.duplex'), counters.duplex),
    ...line(
      t('interfaces.bonded'),
      counters.bondMode ? [counters.bondMode, counters.bondActiveSlave].filter(Boolean).join(', ') : null,
    ),
    ...line(t('interfaces.received'), bytes(counters.receivedBytes)),
    ...line(t('interfaces.sent'), bytes(counters.sentBytes)),
    ...line(
      t('interfaces.packets'),
      isKnown(of.receivedPacketsPerSecond) && isKnown(of.sentPacketsPerSecond)
        ? pair(of.receivedPacketsPerSecond, of.sentPacketsPerSecond)
        : null,
    ),
    ...line(t('interfaces.receiveErrors'), pair(counters.receiveErrors, counters.receiveDrops)),
    ...line(t('interfaces.sendErrors'), pair(counters.sendErrors, counters.sendDrops)),
  ];
  return (
    <Evidence
      title={t('interfaces.evidence', { name: counters.name })}
      lines={lines}
      source={t('evidence.source.interface')}
      age={<LiveAge at={view.sampledAt} form="old" />}
    >
      {children}
    </Evidence>
  );
}
