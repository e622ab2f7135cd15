import { severityOf } from './mock-nodes.mjs';
import { isInGap, noise, rank, wave } from './mock-wave.mjs';

const SPANS = { '1h': 3600, '6h': 21600, '24h': 86400, '7d': 604800, '30d': 2592000 };

const BASES = {
  'cpu.busy': (node) => [node.cpu, 20],
  'cpu.user': (node) => [node.cpu * 0.7, 14],
  'cpu.system': (node) => [node.cpu * 0.25, 5],
  'cpu.iowait': () => [0.8, 0.5],
  'cpu.steal': () => [0, 0],
  'memory.used_percent': (node) => [node.mem, 4],
  'pressure.cpu.some': () => [2, 3],
  'pressure.memory.some': () => [0, 0],
  'pressure.io.some': () => [4, 8],
  'disk.read': () => [4e6, 8e6],
  'disk.written': () => [2e6, 3e6],
  'disk.busy': () => [20, 20],
  'network.received_total': () => [4e6, 6e6],
  'network.sent_total': () => [1.5e6, 2e6],
  'network.received': () => [3e6, 5e6],
  'network.sent': () => [1e6, 2e6],
  temperature: (node) => [node.temp, 8],
  'fan.speed': () => [1240, 120],
};

const UNITS = {
  cpu: 'percent',
  memory: 'percent',
  pressure: 'percent',
  disk: 'bytesPerSecond',
  network: 'bytesPerSecond',
  temperature: 'celsius',
  fan: 'revolutionsPerMinute',
  node: 'count',
};

function gridOf(parameters, now, fallback) {
  const points = Number(parameters.get('points') ?? fallback);
  const to = parameters.get('to') ? Date.parse(parameters.get('to')) / 1000 : now / 1000;
  const span = parameters.get('range')
    ? SPANS[parameters.get('range')]
    : to - Date.parse(parameters.get('from')) / 1000;
  const width = Math.max(10, Math.ceil(span / points / 10) * 10);
  const start = Math.floor((to - span) / width) * width;
  const times = Array.from({ length: Math.floor((to - start) / width) + 1 }, (_, index) => start + index * width);
  return {
    from: new Date(start * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    bucketSeconds: width,
    times,
  };
}

function columnOf(node, series, grid, now) {
  const [base, swing] = (BASES[series] ?? BASES[series.split(':')[0]] ?? (() => [0, 0]))(node);
  const isThere = (time) => {
    const isGap = isInGap(time, now);
    const isOver = node.isSilent && time * 1000 > node.silentSince;
    return !isGap && !isOver && !node.isStarting && time * 1000 <= now;
  };
  const cap = UNITS[series.split('.')[0]] === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  const average = grid.times.map((time) =>
    isThere(time) ? Math.min(cap, wave(`${node.name}${series}`, time, base, swing)) : null,
  );
  const spread = (sign) =>
    average.map((value, index) =>
      value === null
        ? null
        : Math.max(0, Math.min(cap, value + sign * swing * (0.15 + noise(series, grid.times[index]) * 0.35))),
    );
  return {
    minimum: spread(-1),
    average,
    maximum: spread(1),
    count: average.map((value) => (value === null ? 0 : Math.round(grid.bucketSeconds / 10))),
  };
}

export function historyOf(node, parameters, now) {
  const grid = gridOf(parameters, now, 300);
  const parts = {
    temperature: ['coretemp-isa-0000/temp1', 'nvme-pci-0100/temp1'],
    'fan.speed': ['nct6798/fan1', 'nct6798/fan2'],
  };
  const names = parameters
    .getAll('series')
    .flatMap((name) =>
      name.endsWith(':*') ? (parts[name.slice(0, -2)] ?? []).map((part) => `${name.slice(0, -1)}${part}`) : [name],
    );
  const shiftSeconds = { '1d': 86400, '7d': 604800, '28d': 2419200 }[parameters.get('shift')] ?? 0;
  return {
    ...grid,
    holes: [],
    shiftSeconds,
    series: names.map((series) => ({
      series,
      unit: UNITS[series.split(/[.:]/)[0]] ?? 'count',
      ...columnOf(node, series, grid, now),
    })),
  };
}

export function sparksOf(nodes, parameters, now) {
  const series = parameters.get('series');
  const { times, ...grid } = gridOf(parameters, now, 60);
  const column = (node) => {
    if (series !== 'node.state') return columnOf(node, series, { ...grid, times }, now);
    const first = Math.min(...node.findings.map((each) => Date.parse(each.firstSeen)));
    const state = times.map((time) =>
      isInGap(time, now) ? null : time * 1000 > first ? rank.indexOf(severityOf(node)) : 0,
    );
    return { minimum: state, average: state, maximum: state };
  };
  return {
    ...grid,
    series,
    nodes: nodes.map((node) => {
      const { minimum, average, maximum } = column(node);
      return { nodeId: node.id, minimum, average, maximum };
    }),
  };
}
