import type uPlot from 'uplot';
import { dayMonth, moment } from '../../lib/format';
import { t } from '../../messages/t';
import {
  type ChartData,
  type ChartEvent,
  type ChartThreshold,
  gapsOf,
  placeFlags,
  type Span,
  type ValueScale,
} from './model';
import {
  flagLane,
  hatch,
  hotLine,
  type Ink,
  inCssPixels,
  type Limit,
  limits,
  remark,
  timeAxis,
  toPixels,
  valueAxis,
} from './paint';
import { endText, timeTicks } from './timeTicks';

/** What a plot shows at this moment. Hooks read it at every draw, so that new data needs no new plot. */
export interface Scene {
  data: ChartData;
  span: Span;
  scale: ValueScale;
  thresholds: readonly ChartThreshold[];
  events: readonly ChartEvent[];
  format: (value: number) => string;
  axisFormat: (value: number) => string;
  ink: Ink;
}

export interface PlotHandlers {
  onCursor: (index: number | null, left: number) => void;
  onSelect: (span: Span) => void;
  onReset: () => void;
}

const axisWidth = 38;
const axisHeight = 18;
const lane = 18;

/** Options of a plot that draws the scene behind `scene()`. */
export function plotOptions(
  size: { width: number; height: number },
  syncKey: string | undefined,
  scene: () => Scene,
  handlers: PlotHandlers,
): uPlot.Options {
  const { series } = scene().data;
  return {
    ...size,
    legend: { show: false },
    padding: [lane, () => rightPadding(scene()), 0, 0],
    scales: {
      x: { time: false, range: () => [scene().span.from, scene().span.to] },
      y: { range: () => [scene().scale.min, scene().scale.max] },
    },
    axes: [
      { size: axisHeight, grid: { show: false }, ticks: { show: false }, values: () => [], splits: () => [] },
      {
        size: axisWidth,
        ticks: { show: false },
        grid: { stroke: () => scene().ink.line, width: 1 },
        splits: () => scene().scale.ticks,
        values: () => [],
      },
    ],
    series: [
      {},
      ...series.flatMap(({ below, past }, i) => seriesOptions(scene, i > 0 || below === true, past === true)),
    ],
    bands: series.map(({ below }, i) => {
      const [minimum, maximum] = [i * 3 + 2, i * 3 + 3];
      const edges: [number, number] = below ? [minimum, maximum] : [maximum, minimum];
      return { series: edges, fill: () => scene().ink.band } as uPlot.Band;
    }),
    cursor: {
      y: false,
      move: (u, left, top) => [snapped(u, left), top],
      points: {
        show: (_, index) => cursorPoint(index),
        size: 6,
        width: 1.4,
        fill: () => scene().ink.bg,
        stroke: () => scene().ink.ink,
      },
      drag: { x: true, y: false, setScale: false, dist: 6 },
      bind: {
        dblclick: () => () => {
          handlers.onReset();
          return null;
        },
      },
      ...(syncKey === undefined ? {} : { sync: { key: syncKey, setSeries: false, scales: ['x', null] } }),
    },
    hooks: {
      drawAxes: [(u) => behind(u, scene())],
      draw: [(u) => inFront(u, scene())],
      setCursor: [(u) => handlers.onCursor(u.cursor.idx ?? null, u.cursor.left ?? -1)],
      setSelect: [(u) => select(u, handlers)],
    },
  };
}

function rightPadding({ thresholds, axisFormat }: Scene): number {
  if (thresholds.length === 0) return 8;
  const longest = Math.max(...thresholds.map((limit) => (limit.text ?? axisFormat(limit.value)).length));
  return Math.max(24, 10 + longest * 6);
}

function seriesOptions(scene: () => Scene, second: boolean, past: boolean): uPlot.Series[] {
  const edge: uPlot.Series = { width: 0, stroke: 'transparent', points: { show: false } };
  const colour = () => (past ? scene().ink['ink-3'] : second ? scene().ink.fill : scene().ink.ink);
  const average: uPlot.Series = {
    width: 1.3,
    stroke: colour,
    spanGaps: false,
    ...(past ? { dash: [4, 3] } : {}),
    points: { show: true, size: 3, width: 0, fill: colour, filter: (u, index) => lonely(u.data[index] ?? []) },
  };
  return [average, edge, edge];
}

/** Points with a gap on both sides, which no line would show. */
function lonely(points: ArrayLike<number | null | undefined>): number[] {
  const out: number[] = [];
  for (let i = 0; i < points.length; i++) {
    if (points[i] != null && points[i - 1] == null && points[i + 1] == null) out.push(i);
  }
  return out;
}

/** The cursor stands on buckets, not between them. */
function snapped(u: uPlot, left: number): number {
  const time = left < 0 ? undefined : u.data[0][u.posToIdx(left)];
  return time === undefined ? left : u.valToPos(time, 'x');
}

/** Only the averages, which are every third column, show theirs. */
function cursorPoint(index: number): HTMLElement {
  const point = document.createElement('div');
  point.className = index % 3 === 1 ? 'px-chart-point' : 'px-chart-no-point';
  return point;
}

function select(u: uPlot, { onSelect }: PlotHandlers): void {
  const { left, width } = u.select;
  if (width < 6) return;
  onSelect({ from: u.posToVal(left, 'x'), to: u.posToVal(left + width, 'x') });
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function behind(u: uPlot, { data, scale, ink, span }: Scene): void {
  const gaps = gapsOf(data);
  inCssPixels(u, (ctx, box) => {
    if (scale.min < 0) {
      const zero = Math.round(box.top + u.valToPos(0, 'y')) + 0.5;
      ctx.strokeStyle = ink.edge;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(box.left, zero);
      ctx.lineTo(box.left + box.width, zero);
      ctx.stroke();
    }
    if (gaps.hatched.length > 0)
      hatch(
        ctx,
        box,
        gaps.hatched.map((gap) => toPixels(u, gap)),
        ink.hatch,
      );
    if (gaps.before) {
      const [from, to] = toPixels(u, gaps.before);
      const at = gaps.before.to * 1000;
      const named = gaps.before.to - gaps.before.from > 86_400 ? dayMonth(at) : moment(at, span.to * 1000);
      remark(ctx, box, [Math.max(0, from), Math.min(box.width, to)], t('chart.noDataBefore', { at: named }), ink);
    }
  });
}

function inFront(u: uPlot, scene: Scene): void {
  const { scale, span, thresholds, events, ink, axisFormat } = scene;
  const lines: Limit[] = thresholds
    .filter(({ value }) => value >= scale.min && value <= scale.max)
    .map(({ value, state, text }) => ({ y: u.valToPos(value, 'y'), state, text: text ?? axisFormat(value) }));
  inCssPixels(u, (ctx, box) => {
    const marks = scale.ticks.map((tick) => ({ y: u.valToPos(tick, 'y'), text: axisFormat(Math.abs(tick)) }));
    valueAxis(ctx, box, marks, ink);
    limits(ctx, box, lines, ink);
    if (lines.length > 0) {
      const points = linePoints(u);
      // Lowest limit first, so that critical is painted over warning.
      for (const limit of [...lines].sort((a, b) => b.y - a.y)) hotLine(ctx, box, points, limit, ink);
    }
    const toX = (seconds: number) => u.valToPos(seconds, 'x');
    flagLane(ctx, box, placeFlags(events, toX, box.width), ink);
    const count = Math.max(2, Math.min(6, Math.floor(box.width / 64)));
    const ticks = timeTicks(span, count).map(({ at, text }) => ({ x: toX(at), text }));
    timeAxis(ctx, box, ticks, { first: endText(span.from, span), last: endText(span.to, span) }, ink);
  });
}

function linePoints(u: uPlot): ([number, number] | null)[] {
  const times = u.data[0];
  const values = u.data[1] ?? [];
  return Array.from(times, (time, i) => {
    const value = values[i];
    return value === null || value === undefined ? null : [u.valToPos(time, 'x'), u.valToPos(value, 'y')];
  });
}
