import type { Beat } from '../Heartbeat';

/** Made-up figures for looking at the components; never shipped. */

export interface Walk {
  average: (number | null)[];
  minimum: (number | null)[];
  maximum: (number | null)[];
}

/** A repeatable wander of n points round a level. */
export function walk(seed: number, n: number, level: number, swing: number, gap?: readonly [number, number]): Walk {
  const random = generator(seed);
  const out: Walk = { average: [], minimum: [], maximum: [] };
  let value = level;
  for (let i = 0; i < n; i++) {
    const day = Math.sin((i / n + 0.55) * Math.PI * 2) * swing * 0.6;
    value += (level + day - value) * 0.3 + (random() - 0.5) * swing * 1.1;
    const average = Math.max(0, Math.min(100, value));
    const spread = swing * (0.25 + random() * 0.5) + (random() > 0.93 ? swing * 1.3 : 0);
    const known = gap === undefined || i < gap[0] || i > gap[1];
    out.average.push(known ? average : null);
    out.minimum.push(known ? Math.max(0, average - spread * 0.7) : null);
    out.maximum.push(known ? Math.min(100, average + spread) : null);
  }
  return out;
}

function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function beats(...parts: readonly (readonly [Beat, number])[]): Beat[] {
  return parts.flatMap(([beat, count]) => Array.from({ length: count }, () => beat));
}

export interface SampleNode {
  id: string;
  group: string;
  state: 'ok' | 'critical' | 'warning' | 'unknown';
  cause: string | null;
  cpu: number | null;
  memory: number | null;
  lastMemory: number;
  network: readonly [number, number] | null;
  celsius: number | null;
  up: number | null;
}

export const nodes: SampleNode[] = [
  row('lab', 'pve1', 'ok', null, 23, 61, [4.75e6, 1.5e6], 52, 3_542_400),
  row('lab', 'pve2', 'critical', 'disk sdb is failing', 47, 96, [14e6, 8e6], 61, 3_542_400),
  row('lab', 'pve3', 'warning', '/var is 86 % full', 64, 72, [6.75e6, 5.1e6], 66, 3_542_400),
  row('werk-süd', 'ws1', 'ok', null, 42, 88, [5.7e6, 2.2e6], 58, 1_641_600),
  row('werk-süd', 'ws2', 'unknown', 'nothing has been heard for 11 min', null, null, null, null, null),
];

function row(
  group: string,
  id: string,
  state: SampleNode['state'],
  cause: string | null,
  cpu: number | null,
  memory: number | null,
  network: readonly [number, number] | null,
  celsius: number | null,
  up: number | null,
): SampleNode {
  return { id, group, state, cause, cpu, memory, lastMemory: memory ?? 68, network, celsius, up };
}
