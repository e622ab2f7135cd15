import { GIB, rank, wave, worst } from './mock-wave.mjs';

const finding = (node, rule, severity, category, part, text, advice, source, hours) => ({
  key: `${rule}:node:${node}${part ? `:${part}` : ''}`,
  rule,
  category,
  severity,
  node,
  part,
  text,
  arguments: {},
  advice,
  source,
  firstSeen: new Date(Date.now() - hours * 3.6e6).toISOString(),
  lastSeen: new Date().toISOString(),
});

const id = (number) => number.toString(16).padStart(32, '0');

export function makeNodes(scenario) {
  if (scenario === 'empty') return [];
  const all = [
    { name: 'pve1', cpu: 23, mem: 61, disk: 58, temp: 52, os: 'Debian GNU/Linux 13 (trixie)', findings: [] },
    {
      name: 'pve2',
      cpu: 47,
      mem: 87,
      disk: 96.4,
      temp: 61,
      os: 'Debian GNU/Linux 13 (trixie)',
      findings: [
        [
          'filesystem-full',
          'critical',
          'storage',
          '/var/lib/vz',
          '/var/lib/vz is 96 % full, rule allows 95',
          'Free space on /var/lib/vz or grow it',
          'statvfs(3) on /var/lib/vz',
          6.5,
        ],
        [
          'memory-full',
          'warning',
          'memory',
          null,
          'memory is 87 % used, rule allows 85',
          'Stop or move a guest, or add memory',
          '/proc/meminfo',
          4.7,
        ],
        [
          'reading-failed',
          'unknown',
          'temperature',
          'nct6798/fan2',
          'fan2 cannot be read: input/output error',
          null,
          '/sys/class/hwmon/hwmon3/fan2_input',
          30,
        ],
      ],
    },
    { name: 'pve3', cpu: 64, mem: 72, disk: 41, temp: 66, os: 'Debian GNU/Linux 12 (bookworm)', findings: [] },
    {
      name: 'pbs-home',
      cpu: 8,
      mem: 31,
      disk: 71,
      temp: 44,
      os: 'Debian GNU/Linux 12 (bookworm)',
      findings: [
        [
          'interface-errors',
          'info',
          'network',
          'eno2',
          'eno2 drops 3 packets a second',
          'Check cable and port of eno2',
          '/proc/net/dev',
          2,
        ],
      ],
    },
    {
      name: 'ws2',
      cpu: 42,
      mem: 63,
      disk: 63,
      temp: 48,
      os: 'Debian GNU/Linux 13 (trixie)',
      isSilent: true,
      findings: [
        [
          'sample-stale',
          'unknown',
          'services',
          null,
          'no sample since 11 min, rule allows 30 s',
          'Check power and network of the host',
          'age of the last sample',
          0.2,
        ],
      ],
    },
  ];
  const chosen = scenario === 'lab' ? all : all.slice(0, 1);
  return chosen.map((node, index) => ({
    ...node,
    id: id(index + 1),
    isStarting: scenario === 'starting',
    findings: node.findings.map((each) => finding(id(index + 1), ...each)),
    silentSince: Date.now() - 11 * 60_000,
  }));
}

export const severityOf = (node) => (node.isStarting ? 'unknown' : worst(node.findings.map((each) => each.severity)));

const sampledAt = (node, now) => new Date(node.isSilent ? node.silentSince : now - 400).toISOString();

export function summaryOf(node, version, now) {
  const at = now / 1000;
  const known = (value) => (node.isSilent || node.isStarting ? null : value);
  return {
    id: node.id,
    name: node.name,
    version,
    severity: severityOf(node),
    cause: node.findings[0]?.text ?? (node.isStarting ? 'no sample yet' : null),
    problems: node.findings.filter((each) => ['warning', 'critical'].includes(each.severity)).length,
    sampledAt: node.isStarting ? null : sampledAt(node, now),
    origins: node.name.startsWith('pve1') ? ['local'] : ['agent'],
    os: node.os,
    kernel: '6.17.4-1-pve',
    cpuModel: 'AMD Ryzen 9 5950X 16-Core Processor',
    threads: 32,
    cpuBusyPercent: known(wave(`${node.name}cpu.busy`, at, node.cpu, 20)),
    ioWaitPercent: known(0.8),
    load1: known(node.cpu / 8),
    memoryTotalBytes: 128 * GIB,
    memoryUsedBytes: known((node.mem / 100) * 128 * GIB),
    memoryUsedPercent: known(node.mem),
    fullestMount: '/var/lib/vz',
    fullestPercent: known(node.disk),
    receivedBytesPerSecond: known(wave(`${node.name}network.received_total`, at, 4e6, 6e6)),
    sentBytesPerSecond: known(wave(`${node.name}network.sent_total`, at, 1.5e6, 2e6)),
    hottestCelsius: known(node.temp),
    hottestSensor: 'Package id 0',
    uptimeSeconds: known(41 * 86400 + (at % 86400)),
  };
}

export function fleetOf(nodes, version, now) {
  const rows = nodes.map((node) => summaryOf(node, version, now));
  const known = rows.filter((row) => row.cpuBusyPercent !== null);
  const sum = (pick) => (known.length ? known.reduce((total, row) => total + pick(row), 0) : null);
  const findings = nodes
    .flatMap((node) => node.findings)
    .sort((a, b) => rank.indexOf(b.severity) - rank.indexOf(a.severity));
  return {
    version,
    at: new Date(now).toISOString(),
    severity: rows.length ? worst(rows.map((row) => row.severity)) : 'unknown',
    nodes: rows.length,
    nodesAnswering: known.length,
    problems: rows.reduce((total, row) => total + row.problems, 0),
    findings,
    evidence: {
      filesystems: known.length * 4,
      disks: known.length * 3,
      interfaces: known.length * 5,
      sensors: known.length * 6,
      failedReadings: findings.filter((each) => each.rule === 'reading-failed').length,
    },
    oldestSampleAt: known.length ? new Date(now - 3400).toISOString() : null,
    totals: {
      threads: rows.length * 32,
      cpuBusyPercent: known.length ? sum((row) => row.cpuBusyPercent) / known.length : null,
      memoryTotalBytes: sum((row) => row.memoryTotalBytes),
      memoryUsedBytes: sum((row) => row.memoryUsedBytes),
      storageTotalBytes: sum(() => 1900 * GIB),
      storageUsedBytes: sum((row) => (row.fullestPercent / 100) * 1900 * GIB),
      receivedBytesPerSecond: sum((row) => row.receivedBytesPerSecond),
      sentBytesPerSecond: sum((row) => row.sentBytesPerSecond),
    },
    cost: {
      cpuSecondsPerMinute: 0.31,
      residentBytes: 71e6,
      writtenBytesPerDay: 84e6,
      programsStarted: 0,
      disksWoken: 0,
    },
  };
}
