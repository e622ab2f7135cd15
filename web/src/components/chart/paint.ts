import type uPlot from 'uplot';
import type { Flag, Span } from './model';

/** Colours of the theme as the canvas needs them: plain values. */
export type Ink = Readonly<
  Record<'ink' | 'ink-3' | 'bg' | 'line' | 'edge' | 'band' | 'fill' | 'hatch' | 'on-fill', string>
> & {
  readonly warn: string;
  readonly crit: string;
  readonly 'warn-fill': string;
  readonly 'crit-fill': string;
};

const names = [
  'ink',
  'ink-3',
  'bg',
  'line',
  'edge',
  'band',
  'fill',
  'hatch',
  'on-fill',
  'warn',
  'crit',
  'warn-fill',
  'crit-fill',
] as const;

export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as unknown as Ink;
}

export const chartFont = '10.5px "Inter Variable", system-ui, sans-serif';
const flagFont = '600 10.5px "Inter Variable", system-ui, sans-serif';

export function fillOf(state: 'warning' | 'critical'): 'warn-fill' | 'crit-fill' {
  return state === 'critical' ? 'crit-fill' : 'warn-fill';
}

/** Draws in CSS pixels relative to the canvas; uPlot's own units are device pixels. */
export function inCssPixels(u: uPlot, draw: (ctx: CanvasRenderingContext2D, box: Box) => void): void {
  const ratio = devicePixelRatio;
  const { left, top, width, height } = u.bbox;
  u.ctx.save();
  u.ctx.scale(ratio, ratio);
  draw(u.ctx, { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio });
  u.ctx.restore();
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where there is no evidence. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  box: Box,
  spans: readonly [number, number][],
  colour: string,
): void {
  ctx.save();
  ctx.beginPath();
  for (const [from, to] of spans) {
    const left = Math.max(box.left, box.left + from);
    const right = Math.min(box.left + box.width, box.left + Math.max(to, from + 2));
    if (right > left) ctx.rect(left, box.top, right - left, box.height);
  }
  ctx.clip();
  ctx.beginPath();
  // One set of lines over the whole box keeps neighbouring gaps in phase.
  for (let x = box.left - box.height; x < box.left + box.width; x += 7) {
    ctx.moveTo(x, box.top + box.height);
    ctx.lineTo(x + box.height, box.top);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.8;
  ctx.stroke();
  ctx.restore();
}

export interface Limit {
  y: number;
  state: 'warning' | 'critical';
  text: string;
}

/** Dotted lines with their value at the right edge; texts that would overlap are pushed down. */
export function limits(ctx: CanvasRenderingContext2D, box: Box, lines: readonly Limit[], ink: Ink): void {
  let lowest = Number.NEGATIVE_INFINITY;
  for (const { y, state, text } of [...lines].sort((a, b) => a.y - b.y)) {
    const at = Math.round(box.top + y) + 0.5;
    ctx.strokeStyle = ink[fillOf(state)];
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    stroke(ctx, box.left, at, box.left + box.width, at);
    lowest = Math.max(at + 4, lowest + 11);
    ctx.font = chartFont;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillStyle = ink[state === 'critical' ? 'crit' : 'warn'];
    ctx.fillText(text, box.left + box.width + 5, lowest);
  }
  ctx.setLineDash([]);
}

/** The same line again in the colour of the limit, cut off below it. Points in CSS pixels of the plot; null lifts the pen. */
export function hotLine(
  ctx: CanvasRenderingContext2D,
  box: Box,
  points: readonly ([number, number] | null)[],
  limit: Limit,
  ink: Ink,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top - 4, box.width, Math.max(0, limit.y + 4));
  ctx.clip();
  ctx.beginPath();
  let down = false;
  for (const point of points) {
    if (point === null) down = false;
    else {
      const [x, y] = point;
      if (down) ctx.lineTo(box.left + x, box.top + y);
      else ctx.moveTo(box.left + x, box.top + y);
      down = true;
    }
  }
  ctx.strokeStyle = ink[fillOf(limit.state)];
  ctx.lineWidth = 1.8;
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.restore();
}

/** Letters in a lane above the plot, each with a dotted hairline. */
export function flagLane(ctx: CanvasRenderingContext2D, box: Box, flags: readonly Flag[], ink: Ink): void {
  ctx.lineWidth = 1;
  for (const flag of flags) {
    const at = Math.round(box.left + flag.at) + 0.5;
    ctx.strokeStyle = ink.edge;
    ctx.setLineDash([1, 2]);
    stroke(ctx, at, box.top - 3, at, box.top + box.height);
    ctx.setLineDash([]);
    const width = Math.max(12, 6 + flag.text.length * 6);
    const left = Math.round(box.left + flag.x - width / 2);
    ctx.beginPath();
    ctx.roundRect(left + 0.5, box.top - 16.5, width, 13, 2);
    ctx.fillStyle = flag.state ? ink[fillOf(flag.state)] : ink.bg;
    ctx.fill();
    if (!flag.state) ctx.stroke();
    ctx.font = flagFont;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'alphabetic';
    ctx.fillStyle = flag.state ? ink['on-fill'] : ink.ink;
    ctx.fillText(flag.text, left + width / 2 + 0.5, box.top - 6.5);
  }
}

/** Values beside the left edge. Painted here because uPlot cannot scale a font of half pixels. */
export function valueAxis(
  ctx: CanvasRenderingContext2D,
  box: Box,
  ticks: readonly { y: number; text: string }[],
  ink: Ink,
): void {
  ctx.font = chartFont;
  ctx.fillStyle = ink['ink-3'];
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const { y, text } of ticks) ctx.fillText(text, box.left - 6, box.top + y);
}

/** Hours along the foot; a text that would touch an end is left out, the ends always stand. */
export function timeAxis(
  ctx: CanvasRenderingContext2D,
  box: Box,
  ticks: readonly { x: number; text: string }[],
  ends: Ends,
  ink: Ink,
): void {
  ctx.font = chartFont;
  ctx.fillStyle = ink['ink-3'];
  ctx.strokeStyle = ink.edge;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'alphabetic';
  const foot = box.top + box.height;
  const spare = 12;
  const first = ctx.measureText(ends.first).width + spare;
  const last = box.width - ctx.measureText(ends.last).width - spare;
  for (const { x, text } of ticks) {
    const half = ctx.measureText(text).width / 2;
    if (x - half < first || x + half > last) continue;
    stroke(ctx, Math.round(box.left + x) + 0.5, foot, Math.round(box.left + x) + 0.5, foot + 3);
    ctx.textAlign = 'center';
    ctx.fillText(text, box.left + x, foot + 15);
  }
  stroke(ctx, box.left + 0.5, foot, box.left + 0.5, foot + 3);
  stroke(ctx, box.left + box.width - 0.5, foot, box.left + box.width - 0.5, foot + 3);
  ctx.textAlign = 'left';
  ctx.fillText(ends.first, box.left, foot + 15);
  ctx.textAlign = 'right';
  ctx.fillText(ends.last, box.left + box.width, foot + 15);
}

export interface Ends {
  first: string;
  last: string;
}

/** A remark in the empty part of a plot, where it fits. */
export function remark(
  ctx: CanvasRenderingContext2D,
  box: Box,
  span: readonly [number, number],
  text: string,
  ink: Ink,
): void {
  ctx.font = chartFont;
  const width = ctx.measureText(text).width + 12;
  if (span[1] - span[0] < width) return;
  const x = box.left + (span[0] + span[1]) / 2;
  const y = box.top + box.height / 2;
  ctx.fillStyle = ink.bg;
  ctx.fillRect(x - width / 2, y - 7, width, 14);
  ctx.fillStyle = ink['ink-3'];
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}

export function stroke(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

/** Span in seconds to pixels of the plot. */
export function toPixels(u: uPlot, { from, to }: Span): [number, number] {
  return [u.valToPos(from, 'x'), u.valToPos(to, 'x')];
}
