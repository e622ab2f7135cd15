import type { Finding, FleetOverview, HostFigures, NodeSummary } from '@/api/types';

/** Short records for tests; what a test is about goes into `more`. */
export function fleetSample(more: Partial<FleetOverview> = {}): FleetOverview {
  return {
    version: 1,
    at: '2026-11-20T09:40:00Z',
    severity: 'ok',
    nodes: 1,
    nodesAnswering: 1,
    problems: 0,
    findings: [],
    evidence: { filesystems: 3, disks: 2, interfaces: 4, sensors: 6, failedReadings: 0 },
    oldestSampleAt: '2026-11-20T09:39:58Z',
    totals: { threads: 32 },
    cost: { programsStarted: 0, disksWoken: 0 },
    ...more,
  };
}

export function nodeSample(more: Partial<NodeSummary> = {}): NodeSummary {
  return {
    id: 'n1',
    name: 'pve1',
    version: 1,
    severity: 'ok',
    problems: 0,
    origins: ['local'],
    cpuBusyPercent: 23,
    ...more,
  };
}

export function findingSample(more: Partial<Finding> = {}): Finding {
  return {
    key: 'filesystem-full:n1:/var',
    rule: 'filesystem-full',
    category: 'storage',
    severity: 'warning',
    node: 'n1',
    text: '/var is 96 % full, rule allows 95',
    arguments: {},
    source: 'statvfs(3)',
    firstSeen: '2026-11-20T09:00:00Z',
    lastSeen: '2026-11-20T09:40:00Z',
    ...more,
  };
}

export function figuresSample(more: Partial<HostFigures> = {}): HostFigures {
  const absent = { absent: 'not on this host' };
  return {
    cpu: absent,
    load: absent,
    pressure: absent,
    memory: absent,
    swap: absent,
    disks: absent,
    filesystems: absent,
    interfaces: absent,
    sensors: absent,
    cgroup: absent,
    uptime: absent,
    ...more,
  } as HostFigures;
}

/** The figures of a host whose CPU is busy by so many percent and nothing else known. */
export function busyFigures(busy: number): HostFigures {
  return figuresSample({
    cpu: { value: { total: { busy, user: busy, system: 0, ioWait: 0, steal: 0, guest: 0 }, cores: [] } },
  });
}

/** Timers that fire when time is moved by hand. */
export class ManualTimers {
  now = 1_000_000;
  private next = 1;
  private readonly waiting = new Map<number, { at: number; every: number | null; callback: () => void }>();

  readonly setTimeout = (callback: () => void, milliseconds: number): number => this.add(callback, milliseconds, null);
  readonly setInterval = (callback: () => void, milliseconds: number): number =>
    this.add(callback, milliseconds, milliseconds);
  readonly clearTimeout = (handle: number): void => {
    this.waiting.delete(handle);
  };

  /** Lets promises that are done run on, then fires what is due, one by one. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settle();
    for (let due = this.earliest(end); due !== null; due = this.earliest(end)) {
      const [handle, timer] = due;
      this.now = timer.at;
      if (timer.every === null) this.waiting.delete(handle);
      else timer.at += timer.every;
      timer.callback();
      await settle();
    }
    this.now = end;
  }

  private add(callback: () => void, milliseconds: number, every: number | null): number {
    const handle = this.next++;
    this.waiting.set(handle, { at: this.now + milliseconds, every, callback });
    return handle;
  }

  private earliest(end: number) {
    const due = [...this.waiting].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at);
    return due[0] ?? null;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
