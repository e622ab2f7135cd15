import type { HostFigures } from '@/api/types';

/** Figures under the names history uses, so that the live edge of a chart continues its past. */
export function seriesOf(figures: HostFigures): Map<string, number> {
  const out = new Map<string, number>();
  const put = (name: string, value: number | null | undefined) => {
    if (value !== null && value !== undefined && Number.isFinite(value)) out.set(name, value);
  };
  putCpu(figures, put);
  const memory = figures.memory.value;
  put('memory.used', memory?.usedBytes);
  put('memory.used_percent', memory?.usedPercent);
  put('memory.available', memory?.availableBytes);
  for (const disk of figures.disks.value?.disks ?? []) {
    put(`disk.read:${disk.name}`, disk.readBytesPerSecond);
    put(`disk.written:${disk.name}`, disk.writtenBytesPerSecond);
    put(`disk.busy:${disk.name}`, disk.busyPercent);
  }
  putNetwork(figures, put);
  for (const sensor of figures.sensors.value?.sensors ?? []) {
    if (sensor.kind === 'temperature') put(`temperature:${sensor.id}`, sensor.value.value?.value);
    if (sensor.kind === 'fan') put(`fan.speed:${sensor.id}`, sensor.value.value?.value);
  }
  return out;
}

type Put = (name: string, value: number | null | undefined) => void;

function putCpu(figures: HostFigures, put: Put): void {
  const cpu = figures.cpu.value?.total;
  put('cpu.busy', cpu?.busy);
  put('cpu.user', cpu?.user);
  put('cpu.system', cpu?.system);
  put('cpu.iowait', cpu?.ioWait);
  put('cpu.steal', cpu?.steal);
  put('load.1m', figures.load.value?.oneMinute);
  const pressure = figures.pressure.value;
  put('pressure.cpu.some', pressure?.cpuSome);
  put('pressure.memory.some', pressure?.memorySome);
  put('pressure.io.some', pressure?.ioSome);
}

function putNetwork(figures: HostFigures, put: Put): void {
  let received: number | null = null;
  let sent: number | null = null;
  for (const { counters, receivedBytesPerSecond, sentBytesPerSecond } of figures.interfaces.value?.interfaces ?? []) {
    put(`network.received:${counters.name}`, receivedBytesPerSecond);
    put(`network.sent:${counters.name}`, sentBytesPerSecond);
    if (counters.role !== 'physical') continue;
    if (typeof receivedBytesPerSecond === 'number') received = (received ?? 0) + receivedBytesPerSecond;
    if (typeof sentBytesPerSecond === 'number') sent = (sent ?? 0) + sentBytesPerSecond;
  }
  put('network.received_total', received);
  put('network.sent_total', sent);
}
