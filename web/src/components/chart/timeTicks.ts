import { clock, clockHour, dayMonth } from '../../lib/format';
import type { Span, TimeTick } from './model';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * minute),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * hour),
  ...[1, 2, 5, 7, 14, 30, 90].map((n) => n * day),
];

/** About `count` ticks on round local times: minutes as 09:40, hours as 13, days as 12 Nov. Ends are not among them. */
export function timeTicks({ from, to }: Span, count: number): TimeTick[] {
  const step = steps.find((candidate) => (to - from) / candidate < count + 1) ?? 90 * day;
  const ticks: TimeTick[] = [];
  for (let at = firstTick(from, step); at < to; at = nextTick(at, step)) {
    if (at > from) ticks.push({ at, text: tickText(at, step) });
    if (ticks.length > 4 * count) break;
  }
  return ticks;
}

/** How the ends of an axis are named. */
export function endText(at: number, { from, to }: Span): string {
  return to - from > 2 * day ? dayMonth(at * 1000) : clock(at * 1000);
}

function tickText(at: number, step: number): string {
  if (step >= day) return dayMonth(at * 1000);
  return step >= hour ? clockHour(at * 1000) : clock(at * 1000);
}

/** Local midnight is the anchor: hours and days stay round where the zone is not a whole number of hours away, and over a change of clocks. */
function firstTick(from: number, step: number): number {
  const midnight = new Date(from * 1000);
  midnight.setHours(0, 0, 0, 0);
  const start = midnight.getTime() / 1000;
  if (step >= day) return nextTick(start, step);
  return start + Math.ceil((from - start) / step) * step;
}

function nextTick(at: number, step: number): number {
  const date = new Date(at * 1000);
  if (step >= day) {
    date.setDate(date.getDate() + step / day);
    return date.getTime() / 1000;
  }
  const next = new Date((at + step) * 1000);
  // After a change of clocks the hours are off by one: back to a multiple of the step within the day.
  const intoDay = next.getHours() * hour + next.getMinutes() * minute;
  return at + step - (intoDay % step);
}
