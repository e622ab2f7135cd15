import { describe, expect, it } from 'vitest';
import { endText, timeTicks } from './timeTicks';

const local = (text: string) => new Date(text).getTime() / 1000;
const hour = 3600;

describe('ticks', () => {
  it('of_a_day_stand_on_whole_hours', () => {
    const from = local('2026-11-20T09:41:00');
    const ticks = timeTicks({ from, to: from + 24 * hour }, 6);
    expect(ticks.map(({ text }) => text)).toEqual(['12', '16', '20', '00', '04', '08']);
    expect(ticks.map(({ at }) => new Date(at * 1000).getMinutes())).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('of_an_hour_stand_on_round_minutes', () => {
    const from = local('2026-11-20T09:41:00');
    expect(timeTicks({ from, to: from + hour }, 6).map(({ text }) => text)).toEqual([
      '09:50',
      '10:00',
      '10:10',
      '10:20',
      '10:30',
      '10:40',
    ]);
  });

  it('of_a_month_stand_on_midnights', () => {
    const from = local('2026-10-20T09:41:00');
    const ticks = timeTicks({ from, to: from + 30 * 24 * hour }, 6);
    expect(ticks.map(({ text }) => text)).toEqual(['25 Oct', '30 Oct', '4 Nov', '9 Nov', '14 Nov', '19 Nov']);
    expect(ticks.every(({ at }) => new Date(at * 1000).getHours() === 0)).toBe(true);
  });

  it('never_lie_outside', () => {
    for (let length = 60; length < 400 * 24 * hour; length *= 1.7) {
      const from = local('2026-03-01T09:41:17');
      const ticks = timeTicks({ from, to: from + length }, 6);
      expect(
        ticks.every(({ at }) => at > from && at < from + length),
        `length ${length}`,
      ).toBe(true);
      expect(ticks.length, `length ${length}`).toBeLessThanOrEqual(8);
    }
  });

  it('of_nothing_are_none', () => expect(timeTicks({ from: 100, to: 100 }, 6)).toEqual([]));
});

it('ends_are_times_in_a_day_and_dates_in_a_month', () => {
  const from = local('2026-11-20T09:41:00');
  expect(endText(from, { from, to: from + 24 * hour })).toBe('09:41');
  expect(endText(from, { from, to: from + 720 * hour })).toBe('20 Nov');
});
