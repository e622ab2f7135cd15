import type { LiveClock, LiveEvent } from './protocol';

/** An older estimate is given up when a new one is this much lower: the clock was set back. */
const JUMP_MS = 5_000;

/** The hub's clock as far as an event tells it; null when it does not. */
export function hubTimeOf(event: LiveEvent): number | null {
  const text =
    event.kind === 'beat'
      ? event.at
      : event.kind === 'fleet'
        ? event.data.at
        : event.kind === 'snapshot'
          ? event.data.fleet.at
          : null;
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** An event can only arrive late, so the greatest difference seen is the nearest to the truth. */
export function nextClock(clock: LiveClock, now: number, hubTime: number | null): LiveClock {
  if (hubTime === null) return { heardAt: now, offsetMs: clock.offsetMs };
  const offset = hubTime - now;
  const isBetter = clock.heardAt === 0 || offset > clock.offsetMs || offset < clock.offsetMs - JUMP_MS;
  return { heardAt: now, offsetMs: isBetter ? offset : clock.offsetMs };
}
