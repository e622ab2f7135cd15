/** A series as the history sends it: null is a gap. */
export type Points = readonly (number | null)[];

export interface SparkShape {
  line: string;
  band: string;
  /** Points with a gap on both sides, which no line would show. */
  dots: readonly { x: number; y: number }[];
  gaps: readonly { x: number; width: number }[];
  end: { x: number; y: number } | null;
  /** Height of the threshold, or null where there is none. */
  limit: number | null;
}

export interface SparkInput {
  average: Points;
  minimum?: Points | undefined;
  maximum?: Points | undefined;
  /** Value at the upper edge; the highest point unless given. */
  max?: number | undefined;
  warn?: number | undefined;
  width: number;
  height: number;
}

/** Geometry of a sparkline. Gaps break line and band; a run of one point becomes a dot. */
export function sparkShape({ average, minimum, maximum, max, warn, width, height }: SparkInput): SparkShape {
  const top = max ?? highest(maximum ?? average) * 1.08;
  const scale = top > 0 ? top : 1;
  const x = (i: number) => (average.length < 2 ? width - 2.5 : (i / (average.length - 1)) * (width - 3) + 0.5);
  const y = (v: number) => height - 1 - Math.min(1, Math.max(0, v / scale)) * (height - 3);
  const at = (i: number, v: number) => `${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
  const shape = {
    line: '',
    band: '',
    dots: [] as { x: number; y: number }[],
    gaps: [] as { x: number; width: number }[],
  };
  for (const [from, to] of runs(average, (v) => v !== null)) {
    if (from === to) shape.dots.push({ x: x(from), y: y(average[from] ?? 0) });
    else {
      const indices = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      shape.line += `M${indices.map((i) => at(i, average[i] ?? 0)).join('L')}`;
      if (minimum && maximum) {
        const upper = indices.map((i) => at(i, maximum[i] ?? average[i] ?? 0));
        const lower = indices.map((i) => at(i, minimum[i] ?? average[i] ?? 0)).reverse();
        shape.band += `M${upper.join('L')}L${lower.join('L')}Z`;
      }
    }
  }
  for (const [from, to] of runs(average, (v) => v === null)) {
    const left = from === 0 ? 0 : x(from - 1);
    const right = to === average.length - 1 ? width : x(to + 1);
    shape.gaps.push({ x: left, width: Math.max(2, right - left) });
  }
  const last = average.at(-1);
  return {
    ...shape,
    end: last === null || last === undefined ? null : { x: x(average.length - 1), y: y(last) },
    limit: warn === undefined ? null : y(warn),
  };
}

/** Highest known value; 0 where nothing is known. */
export function highest(points: Points): number {
  let top = 0;
  for (const point of points) if (point !== null && point > top) top = point;
  return top;
}

/** First and last index of every unbroken run for which `test` holds. */
export function runs<T>(items: readonly T[], test: (item: T) => boolean): [number, number][] {
  const out: [number, number][] = [];
  let from = -1;
  items.forEach((item, i) => {
    if (test(item)) {
      if (from < 0) from = i;
    } else if (from >= 0) {
      out.push([from, i - 1]);
      from = -1;
    }
  });
  if (from >= 0) out.push([from, items.length - 1]);
  return out;
}
