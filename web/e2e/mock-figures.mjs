// Made-up figures that are a function of time alone, so that a chart, a row and a reading never disagree.
const GIB = 2 ** 30;

const hash = (text) => [...text].reduce((sum, char) => Math.imul(sum ^ char.codePointAt(0), 16777619) >>> 0, 2166136261);
function noise(seed, step) {
  let value = (hash(seed) ^ Math.imul(step, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 1 | value);
  value ^= value + Math.imul(value ^ (value >>> 7), 61 | value);
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
}

/** A wandering figure at a moment (Unix seconds): a day's wave, slow noise, quick noise. */
function wave(seed, at, base, swing) {
  const slow = (period) => {
    const step = Math.floor(at / period);
    const part = at / period - step;
    return noise(`${seed}${period}`, step) * (1 - part) + noise(`${seed}${period}`, step + 1) * part - 0.5;
  };
  const day = Math.sin(((at % 86400) / 86400 + noise(seed, 7)) * Math.PI * 2) * 0.4;
  return Math.max(0, base + swing * (day + slow(3600) + slow(600) * 0.6 + slow(20) * 0.5));
}

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
      name: 'pve2', cpu: 47, mem: 87, disk: 96.4, temp: 61, os: 'Debian GNU/Linux 13 (trixie)',
      findings: [
        ['filesystem-full', 'critical', 'storage', '/var/lib/vz', '/var/lib/vz is 96 % full, rule allows 95', 'Free space on /var/lib/vz or grow it', 'statvfs(3) on /var/lib/vz', 6.5],
        ['memory-full', 'warning', 'memory', null, 'memory is 87 % used, rule allows 85', 'Stop or move a guest, or add memory', '/proc/meminfo', 4.7],
        ['reading-failed', 'unknown', 'temperature', 'nct6798/fan2', 'fan2 cannot be read: input/output error', null, '/sys/class/hwmon/hwmon3/fan2_input', 30],
      ],
    },
    { name: 'pve3', cpu: 64, mem: 72, disk: 41, temp: 66, os: 'Debian GNU/Linux 12 (bookworm)', findings: [] },
    { name: 'pbs-home', cpu: 8, mem: 31, disk: 71, temp: 44, os: 'Debian GNU/Linux 12 (bookworm)', findings: [['interface-errors', 'info', 'network', 'eno2', 'eno2 drops 3 packets a second', 'Check cable and port of eno2', '/proc/net/dev', 2]] },
    {
      name: 'ws2', cpu: 42, mem: 63, disk: 63, temp: 48, os: 'Debian GNU/Linux 13 (trixie)', isSilent: true,
      findings: [['sample-stale', 'unknown', 'services', null, 'no sample since 11 min, rule allows 30 s', 'Check power and network of the host', 'age of the last sample', 0.2]],
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

const rank = ['ok', 'info', 'unknown', 'warning', 'critical'];
const worst = (items) => items.reduce((sum, each) => (rank.indexOf(each) > rank.indexOf(sum) ? each : sum), 'ok');
const severityOf = (node) => (node.isStarting ? 'unknown' : worst(node.findings.map((each) => each.severity)));
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
    uptimeSeconds: known(41 * 86400 + at % 86400),
  };
}

export function fleetOf(nodes, version, now) {
  const rows = nodes.map((node) => summaryOf(node, version, now));
  const known = rows.filter((row) => row.cpuBusyPercent !== null);
  const sum = (pick) => (known.length ? known.reduce((total, row) => total + pick(row), 0) : null);
  const findings = nodes.flatMap((node) => node.findings).sort((a, b) => rank.indexOf(b.severity) - rank.indexOf(a.severity));
  return {
    version,
    at: new Date(now).toISOString(),
    severity: rows.length ? worst(rows.map((row) => row.severity)) : 'unknown',
    nodes: rows.length,
    nodesAnswering: known.length,
    problems: rows.reduce((total, row) => total + row.problems, 0),
    findings,
    evidence: { filesystems: known.length * 4, disks: known.length * 3, interfaces: known.length * 5, sensors: known.length * 6, failedReadings: 1 },
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
    cost: { cpuSecondsPerMinute: 0.31, residentBytes: 71e6, writtenBytesPerDay: 84e6, programsStarted: 0, disksWoken: 0 },
  };
}

function figuresOf(node, at) {
  const value = (name, base, swing) => wave(`${node.name}${name}`, at, base, swing);
  const busy = value('cpu.busy', node.cpu, 20);
  return {
    windowSeconds: 1,
    cpu: {
      value: {
        total: { busy, user: busy * 0.7, system: busy * 0.25, ioWait: 0.8, steal: 0, guest: busy * 0.5 },
        cores: Array.from({ length: 32 }, (_, core) => ({ core, busy: Math.min(100, value(`core${core}`, node.cpu, 70)) })),
        contextSwitchesPerSecond: 21000, forksPerSecond: 12, running: 3, blocked: 0,
      },
    },
    load: { value: { oneMinute: node.cpu / 8, fiveMinutes: node.cpu / 9, fifteenMinutes: node.cpu / 10, runnableTasks: 3, tasks: 1240 } },
    pressure: node.name === 'pve3'
      ? { absent: 'kernel has no PSI: boot with psi=1' }
      : { value: { cpuSome: value('pressure.cpu.some', 2, 3), cpuFull: 0, memorySome: 0, memoryFull: 0, ioSome: value('pressure.io.some', 4, 8), ioFull: 0.4 } },
    memory: {
      value: {
        totalBytes: 128 * GIB, usedBytes: (node.mem / 100) * 128 * GIB, usedPercent: node.mem, availableBytes: (1 - node.mem / 100) * 128 * GIB,
        gauges: { totalBytes: 128 * GIB, freeBytes: 9 * GIB, availableBytes: (1 - node.mem / 100) * 128 * GIB, cachedBytes: 20 * GIB, slabBytes: 3 * GIB, arcBytes: 24 * GIB, hugePagesTotal: 0, hugePagesFree: 0 },
      },
    },
    swap: { absent: 'no swap configured' },
    disks: {
      value: {
        disks: ['nvme0n1', 'sda', 'sdb'].map((name, index) => ({
          name, readBytesPerSecond: value(`disk.read:${name}`, 4e6 / (index + 1), 8e6 / (index + 1)), writtenBytesPerSecond: value(`disk.written:${name}`, 2e6, 3e6),
          readsPerSecond: 120, writesPerSecond: 60, busyPercent: value(`disk.busy:${name}`, 12 + index * 30, 20),
          readAwaitMilliseconds: index === 2 ? null : 0.4, writeAwaitMilliseconds: 1.2 + index * 9, queueLength: 0.2,
        })),
      },
    },
    filesystems: {
      value: {
        filesystems: [
          { mountPoint: '/', source: '/dev/mapper/pve-root', type: 'ext4', isReadOnly: false, isRemote: false, space: { value: { totalBytes: 94 * GIB, usedBytes: 31 * GIB, availableBytes: 58 * GIB, totalInodes: 6291456, usedInodes: 412345 } } },
          { mountPoint: '/var/lib/vz', source: 'tank/vz', type: 'zfs', isReadOnly: false, isRemote: false, space: { value: { totalBytes: 1900 * GIB, usedBytes: (node.disk / 100) * 1900 * GIB, availableBytes: (1 - node.disk / 100) * 1900 * GIB, totalInodes: null, usedInodes: null } } },
          { mountPoint: '/boot/efi', source: '/dev/nvme0n1p2', type: 'vfat', isReadOnly: false, isRemote: false, space: { value: { totalBytes: GIB, usedBytes: 0.01 * GIB, availableBytes: 0.99 * GIB, totalInodes: null, usedInodes: null } } },
          { mountPoint: '/mnt/pve/nas-<b>Ümlaut</b>-and-a-name-that-does-not-want-to-end', source: 'nas:/export/backup', type: 'nfs4', isReadOnly: false, isRemote: true, space: { failed: 'statvfs: no answer within 2 s' } },
        ],
      },
    },
    interfaces: { value: { interfaces: interfacesOf(value) } },
    sensors: {
      value: {
        sensors: [
          { id: 'coretemp-isa-0000/temp1', chip: 'coretemp', label: 'Package id 0', kind: 'temperature', value: { value: { value: value('temperature:coretemp-isa-0000/temp1', node.temp, 8), high: 85, critical: 95 } } },
          { id: 'nvme-pci-0100/temp1', chip: 'nvme', label: 'Composite', kind: 'temperature', value: { value: { value: value('temperature:nvme-pci-0100/temp1', 44, 4), high: 80, critical: 85 } } },
          { id: 'nct6798/fan1', chip: 'nct6798', label: 'fan1', kind: 'fan', value: { value: { value: value('fan.speed:nct6798/fan1', 1240, 120) } } },
          { id: 'nct6798/fan2', chip: 'nct6798', label: 'fan2', kind: 'fan', value: node.name === 'pve2' ? { failed: 'fan2_input: input/output error' } : { value: { value: 860 } } },
          { id: 'nct6798/in0', chip: 'nct6798', label: 'Vcore', kind: 'voltage', value: { value: { value: 1.21 } } },
        ],
      },
    },
    cgroup: { absent: 'not in a container' },
    uptime: { value: { uptimeSeconds: 41 * 86400 + (at % 86400) } },
  };
}

function interfacesOf(value) {
  const one = (name, role, more = {}) => ({
    counters: {
      name, role, state: 'up', receivedBytes: 9e11, receivedPackets: 1e9, receiveErrors: 0, receiveDrops: 0, sentBytes: 4e11, sentPackets: 8e8, sendErrors: 0, sendDrops: 0,
      mtu: 1500, hardwareAddress: 'a8:a1:59:00:00:01', addresses: [], ...more,
    },
    receivedBytesPerSecond: value(`network.received:${name}`, 3e6, 5e6), sentBytesPerSecond: value(`network.sent:${name}`, 1e6, 2e6),
    receivedPacketsPerSecond: 3000, sentPacketsPerSecond: 2100, errorsPerSecond: 0, dropsPerSecond: 0,
  });
  return [
    one('eno1', 'physical', { speedBitsPerSecond: 1e10, duplex: 'full', master: 'vmbr0' }),
    one('eno2', 'physical', { speedBitsPerSecond: 1e9, duplex: 'full', receiveDrops: 5231 }),
    one('eno3', 'physical', { state: 'down', speedBitsPerSecond: null }),
    one('vmbr0', 'bridge', { addresses: ['192.0.2.12/24', '2001:db8::12/64'] }),
    one('vmbr0.20', 'vlan', { parent: 'vmbr0', vlanId: 20, addresses: ['198.51.100.12/24'] }),
    one('tap120i0', 'guest', { master: 'vmbr0' }),
    one('lo', 'loopback', { addresses: ['127.0.0.1/8', '::1/128'] }),
  ];
}

export function detailOf(node, version, now) {
  const at = (node.isSilent ? node.silentSince : now) / 1000;
  return {
    summary: summaryOf(node, version, now),
    facts: {
      hostName: node.name,
      os: { value: { name: node.os, id: 'debian', versionId: '13', kernel: '6.17.4-1-pve', architecture: 'x86_64' } },
      cpu: { value: { model: 'AMD Ryzen 9 5950X 16-Core Processor', sockets: 1, cores: 16, threads: 32, maximumMegahertz: 5083 } },
      board: { value: { systemVendor: 'ASUS', product: 'System Product Name', boardVendor: 'ASUSTeK', board: 'PRIME X570-PRO', biosVendor: 'AMI', biosVersion: '5003', biosDate: '2023-10-07' } },
      identity: { absent: 'not shown' },
      timeZone: 'Europe/Berlin', container: null, hypervisor: null,
    },
    figures: node.isStarting ? null : figuresOf(node, at),
    findings: node.findings,
    collectors: [
      { name: 'cpu', outcome: 'value', microseconds: 412, message: null },
      { name: 'memory', outcome: 'value', microseconds: 231, message: null },
      { name: 'filesystems', outcome: 'failed', microseconds: 2000311, message: 'nas:/export/backup: no answer within 2 s' },
      { name: 'swap', outcome: 'absent', microseconds: 80, message: 'no swap configured' },
    ],
    cost: { cpuSeconds: 1820.2, residentBytes: 71e6, writtenBytes: 1.2e9, programsStarted: 0, disksWoken: 0, runningSeconds: 360000 },
  };
}

const SPANS = { '1h': 3600, '6h': 21600, '24h': 86400, '7d': 604800, '30d': 2592000 };
const BASES = {
  'cpu.busy': (node) => [node.cpu, 20], 'cpu.user': (node) => [node.cpu * 0.7, 14], 'cpu.system': (node) => [node.cpu * 0.25, 5], 'cpu.iowait': () => [0.8, 0.5], 'cpu.steal': () => [0, 0],
  'memory.used_percent': (node) => [node.mem, 4], 'pressure.cpu.some': () => [2, 3], 'pressure.memory.some': () => [0, 0], 'pressure.io.some': () => [4, 8],
  'disk.read': () => [4e6, 8e6], 'disk.written': () => [2e6, 3e6], 'disk.busy': () => [20, 20], 'network.received_total': () => [4e6, 6e6], 'network.sent_total': () => [1.5e6, 2e6],
  'network.received': () => [3e6, 5e6], 'network.sent': () => [1e6, 2e6], temperature: (node) => [node.temp, 8], 'fan.speed': () => [1240, 120],
};
const UNITS = { cpu: 'percent', memory: 'percent', pressure: 'percent', disk: 'bytesPerSecond', network: 'bytesPerSecond', temperature: 'celsius', fan: 'revolutionsPerMinute', node: 'count' };

function gridOf(parameters, now, fallback) {
  const points = Number(parameters.get('points') ?? fallback);
  const to = parameters.get('to') ? Date.parse(parameters.get('to')) / 1000 : now / 1000;
  const span = parameters.get('range') ? SPANS[parameters.get('range')] : to - Date.parse(parameters.get('from')) / 1000;
  const width = Math.max(10, Math.ceil(span / points / 10) * 10);
  const start = Math.floor((to - span) / width) * width;
  const times = Array.from({ length: Math.floor((to - start) / width) + 1 }, (_, index) => start + index * width);
  return { from: new Date(start * 1000).toISOString(), to: new Date(to * 1000).toISOString(), bucketSeconds: width, times };
}

/** Forty minutes in which nobody wrote anything, some hours back. */
function isInGap(time, now) {
  const age = now / 1000 - time;
  return age > 8 * 3600 && age < 8.7 * 3600;
}

function columnOf(node, series, grid, now) {
  const [base, swing] = (BASES[series] ?? BASES[series.split(':')[0]] ?? (() => [0, 0]))(node);
  const isThere = (time) => {
    const isGap = isInGap(time, now);
    const isOver = node.isSilent && time * 1000 > node.silentSince;
    return !isGap && !isOver && !node.isStarting && time * 1000 <= now;
  };
  const cap = UNITS[series.split('.')[0]] === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  const average = grid.times.map((time) => (isThere(time) ? Math.min(cap, wave(`${node.name}${series}`, time, base, swing)) : null));
  const spread = (sign) => average.map((value, index) => (value === null ? null : Math.max(0, Math.min(cap, value + sign * swing * (0.15 + noise(series, grid.times[index]) * 0.35)))));
  return { minimum: spread(-1), average, maximum: spread(1), count: average.map((value) => (value === null ? 0 : Math.round(grid.bucketSeconds / 10))) };
}

export function historyOf(node, parameters, now) {
  const grid = gridOf(parameters, now, 300);
  const parts = { temperature: ['coretemp-isa-0000/temp1', 'nvme-pci-0100/temp1'], 'fan.speed': ['nct6798/fan1', 'nct6798/fan2'] };
  const names = parameters.getAll('series').flatMap((name) => (name.endsWith(':*') ? (parts[name.slice(0, -2)] ?? []).map((part) => `${name.slice(0, -1)}${part}`) : [name]));
  return { ...grid, series: names.map((series) => ({ series, unit: UNITS[series.split(/[.:]/)[0]] ?? 'count', ...columnOf(node, series, grid, now) })) };
}

export function sparksOf(nodes, parameters, now) {
  const series = parameters.get('series');
  const { times, ...grid } = gridOf(parameters, now, 60);
  const column = (node) => {
    if (series !== 'node.state') return columnOf(node, series, { ...grid, times }, now);
    const first = Math.min(...node.findings.map((each) => Date.parse(each.firstSeen)));
    const state = times.map((time) => (isInGap(time, now) ? null : time * 1000 > first ? rank.indexOf(severityOf(node)) : 0));
    return { minimum: state, average: state, maximum: state };
  };
  return { ...grid, series, nodes: nodes.map((node) => { const { minimum, average, maximum } = column(node); return { nodeId: node.id, minimum, average, maximum }; }) };
}

export function processesOf(node, now) {
  const names = ['kvm', 'kvm', 'pvestatd', 'pveproxy worker', 'ksmd', 'zfs [arc_prune]', 'corosync', 'pmxcfs', 'proxima', 'sshd', 'systemd', 'postgres', 'rrdcached', 'cron', 'chronyd'];
  const processes = names.map((name, index) => ({
    pid: 1000 + index * 37, parentPid: 1, name, state: index % 4 ? 'S' : 'R', cpuPercent: wave(`${node.name}${index}`, now / 1000, 120 / (index + 1), 60 / (index + 1)),
    residentBytes: (8 * GIB) / (index + 1), threads: index < 2 ? 42 : 3, userId: index === 11 ? 105 : 0, user: index === 11 ? 'postgres' : 'root', ageSeconds: 41 * 86400, guestId: index < 2 ? 120 + index : null,
  }));
  return { value: { takenAt: new Date(now).toISOString(), windowSeconds: 3, total: 611, threads: 1240, processes } };
}

export function processDetailOf(node, pid, now) {
  const figures = processesOf(node, now).value.processes.find((each) => each.pid === pid);
  if (!figures) return null;
  return {
    figures, commandLine: '/usr/bin/kvm -id 120 -name immich,debug-threads=on -no-shutdown -chardev socket,id=qmp,path=/var/run/qemu-server/120.qmp', executable: '/usr/bin/kvm',
    workingDirectory: '/', cgroup: '/qemu.slice/120.scope', virtualBytes: 19 * GIB, swapBytes: 0, openFiles: 212, readBytes: 8.1e10, writtenBytes: null, startedAt: new Date(now - 41 * 864e5).toISOString(), nice: 0,
  };
}
