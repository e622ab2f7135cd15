import type { HostFigures } from '@/api/types';
import { isKnown } from '@/lib/units';

export const PRESSURES = ['cpu', 'memory', 'io'] as const;

/** All physical ports together. */
export const ALL = '';

/** What the charts of a node ask history for. */
export function seriesFor(disk: string | null, network: string): string[] {
  const disks = disk === null ? [] : [`disk.read:${disk}`, `disk.written:${disk}`];
  return [
    'cpu.busy',
    'memory.used_percent',
    ...disks,
    ...networkSeries(network),
    ...PRESSURES.map((kind) => `pressure.${kind}.some`),
  ];
}

export function networkSeries(network: string): [string, string] {
  if (network === ALL) return ['network.received_total', 'network.sent_total'];
  return [`network.received:${network}`, `network.sent:${network}`];
}

/** Whole disks first: what is built on them repeats their traffic. */
export function diskNames(figures: HostFigures | null): string[] {
  const names = figures?.disks.value?.disks.map((disk) => disk.name) ?? [];
  const isWhole = (name: string) => /^(nvme\d+n\d+|[svh]d[a-z]+|xvd[a-z]+|mmcblk\d+)$/.test(name);
  return [...names].sort(
    (a, b) => Number(isWhole(b)) - Number(isWhole(a)) || a.localeCompare(b, 'en', { numeric: true }),
  );
}

/** All physical ports together where there are any; then each interface but loopback and the guests' own. */
export function networkNames(figures: HostFigures | null): string[] {
  const interfaces = figures?.interfaces.value?.interfaces ?? [];
  const shown = interfaces
    .filter(({ counters }) => counters.role !== 'loopback' && counters.role !== 'guest')
    .map(({ counters }) => counters.name);
  return interfaces.some(({ counters }) => counters.role === 'physical') ? [ALL, ...shown] : shown;
}

/** Null while a part of the sum is unknown: a sum that lacks a part is not one. */
export function networkNow(
  figures: HostFigures | null,
  network: string,
): { received: number | null; sent: number | null } {
  const chosen = (figures?.interfaces.value?.interfaces ?? []).filter(({ counters }) =>
    network === ALL ? counters.role === 'physical' : counters.name === network,
  );
  const sum = (values: (number | null | undefined)[]) =>
    values.length > 0 && values.every(isKnown)
      ? values.reduce<number>((total, value) => total + (value ?? 0), 0)
      : null;
  return {
    received: sum(chosen.map((each) => each.receivedBytesPerSecond)),
    sent: sum(chosen.map((each) => each.sentBytesPerSecond)),
  };
}
