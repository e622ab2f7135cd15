import { describe, expect, it } from 'vitest';
import {
  age,
  ageShort,
  clock,
  clockHour,
  clockSeconds,
  date,
  dayMonth,
  duration,
  formatFor,
  milliseconds,
  moment,
  secondsSince,
  zoned,
} from './format';
import { space, thin } from './units';

const berlin = 'Europe/Berlin';
const plain = (text: string) => text.replaceAll(space, ' ').replaceAll(thin, ' ');
const minute = 60;
const hour = 3600;
const day = 86_400;

describe('ages', () => {
  it.each([
    [0, '0 s'],
    [4.9, '4 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [11 * minute + 59, '11 min'],
    [hour, '1 h'],
    [6 * hour + 29 * minute, '6 h 29 min'],
    [31 * hour, '31 h'],
    [47 * hour + 59 * minute, '47 h 59 min'],
    [48 * hour, '2 d'],
    [41 * day + 6 * hour, '41 d'],
    [700 * day, '700 d'],
    [730 * day, '2 y'],
    [2 * 365 * day + 100 * day, '2 y 3 mo'],
    [-3, '0 s'],
  ])('%d_seconds_read_%s', (seconds, text) => expect(plain(age(seconds))).toBe(text));

  it.each([
    [6 * hour + 29 * minute, '6 h'],
    [31 * hour, '31 h'],
    [59 * minute, '59 min'],
    [41 * day, '41 d'],
    [800 * day, '2 y'],
  ])('short_%d_reads_%s', (seconds, text) => expect(plain(ageShort(seconds))).toBe(text));

  it.each([
    [4, '4 s'],
    [252, '4 min 12 s'],
    [240, '4 min'],
    [30 * hour, '1 d 6 h'],
    [41 * day + 6 * hour, '41 d 6 h'],
    [41 * day, '41 d'],
  ])('duration_of_%d_reads_%s', (seconds, text) => expect(plain(duration(seconds))).toBe(text));

  it.each([
    [0, '0 ms'],
    [0.4, '0.4 ms'],
    [12.4, '12 ms'],
    [1500, '1.5 s'],
    [90_000, '1 min 30 s'],
  ])('%d_milliseconds_read_%s', (value, text) => expect(plain(milliseconds(value))).toBe(text));

  it('unknown_ages_are_question_marks', () => {
    for (const write of [age, ageShort, duration, milliseconds]) {
      expect(write(null)).toBe('?');
      expect(write(undefined)).toBe('?');
    }
  });

  it('a_moment_in_the_future_has_age_zero_and_none_has_none', () => {
    expect(secondsSince('2026-11-21T09:40:21Z', Date.parse('2026-11-21T09:40:20Z'))).toBe(0);
    expect(secondsSince('2026-11-21T09:40:21Z', Date.parse('2026-11-21T09:41:21Z'))).toBe(60);
    expect(secondsSince(null, 0)).toBeNull();
    expect(secondsSince('yesterday', 0)).toBeNull();
  });
});

describe('moments', () => {
  const at = '2026-11-21T08:40:21Z';

  it('are_in_the_zone_and_of_24_hours', () => {
    expect(clock(at, berlin)).toBe('09:40');
    expect(clockSeconds(at, berlin)).toBe('09:40:21');
    expect(clockHour('2026-11-20T23:00:00Z', berlin)).toBe('00');
    expect(dayMonth(at, berlin)).toBe('21 Nov');
    expect(date(at, berlin)).toBe('21 Nov 2026');
  });

  it('say_the_day_only_when_it_is_another', () => {
    expect(moment(at, '2026-11-21T20:00:00Z', berlin)).toBe('09:40');
    expect(moment(at, '2026-11-22T20:00:00Z', berlin)).toBe('21 Nov 09:40');
    expect(moment(at, '2027-01-01T20:00:00Z', berlin)).toBe('21 Nov 2026');
  });

  it('name_their_zone_in_full', () => {
    expect(zoned(at, berlin)).toBe('21 Nov 2026, 09:40:21 CET (Europe/Berlin)');
    expect(zoned('2026-07-01T08:00:00Z', berlin)).toBe('1 Jul 2026, 10:00:00 CEST (Europe/Berlin)');
    expect(zoned(at, 'UTC')).toBe('21 Nov 2026, 08:40:21 UTC');
  });

  it('that_are_none_are_question_marks', () => {
    expect(clock(null)).toBe('?');
    expect(clock('soon')).toBe('?');
    expect(zoned(undefined)).toBe('?');
    expect(moment(null, at)).toBe('?');
  });
});

describe('formatters of a person', () => {
  const GiB = 1024 ** 3;

  it('write_used_and_total_in_one_unit', () => {
    const { used, total } = formatFor({ rates: 'bits', temperature: 'celsius' }).bytesOf(99.8 * GiB, 128 * GiB);
    expect(used).toBe('99.8');
    expect(plain(total)).toBe('128 GiB');
  });

  it('keep_the_unknown_half_unknown', () => {
    const format = formatFor({ rates: 'bits', temperature: 'celsius' });
    expect(format.bytesOf(null, 128 * GiB).used).toBe('?');
    expect(format.bytesOf(GiB, null)).toEqual({ used: `1${space}GiB`, total: '?' });
  });

  it('follow_units_of_rates_and_temperatures', () => {
    const bytes = formatFor({ rates: 'bytes', temperature: 'fahrenheit' });
    expect(plain(bytes.rate(1e6))).toBe('1.0 MB/s');
    expect(bytes.rateUnit).toBe('MB/s');
    expect(bytes.rateCell(1e6)).toBe('1.0');
    expect(plain(bytes.temperature(100))).toBe('212 °F');
    expect(bytes.percent(null)).toBe('?');
  });
});
