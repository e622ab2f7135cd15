import { useMemo } from 'react';
import { type Instant, toMillis } from './clock';
import { type Preferences, usePreferences } from './preferences';
import {
  bytesAs,
  bytesFigure,
  type Figure,
  isKnown,
  joined,
  type Maybe,
  percentFigure,
  rateColumn,
  rateColumnUnit,
  rateFigure,
  space,
  temperatureFigure,
  unknownText,
} from './units';

const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A length of time in seconds, in words: `4 s`, `11 min`, `6 h 29 min`, `41 d`, `2 y 3 mo`.
 * Hours are kept to 48 h. A negative length (clocks disagree) is 0 s.
 */
export function age(seconds: Maybe): string {
  if (!isKnown(seconds)) return unknownText;
  const s = Math.max(0, Math.floor(seconds));
  if (s < minute) return part(s, 's');
  if (s < hour) return part(s / minute, 'min');
  if (s < 2 * day) return two(s, hour, 'h', minute, 'min');
  if (s < 2 * year) return part(s / day, 'd');
  return years(s);
}

/** As `age`, one unit only, for narrow cells: `6 h`, `31 h`, `41 d`. */
export function ageShort(seconds: Maybe): string {
  if (!isKnown(seconds)) return unknownText;
  const s = Math.max(0, Math.floor(seconds));
  if (s >= hour && s < 2 * day) return part(s / hour, 'h');
  return s >= 2 * year ? part(s / year, 'y') : age(s);
}

/** As `age`, with the next smaller unit at every size: `4 min 12 s`, `41 d 6 h`. */
export function duration(seconds: Maybe): string {
  if (!isKnown(seconds)) return unknownText;
  const s = Math.max(0, Math.floor(seconds));
  if (s < minute) return part(s, 's');
  if (s < hour) return two(s, minute, 'min', second, 's');
  if (s < day) return two(s, hour, 'h', minute, 'min');
  if (s < 2 * year) return two(s, day, 'd', hour, 'h');
  return years(s);
}

/** Under a second: `12 ms`, `0.4 ms`; above as `duration`. */
export function milliseconds(value: Maybe): string {
  if (!isKnown(value)) return unknownText;
  if (value >= 1000) return value < 10_000 ? `${(value / 1000).toFixed(1)}${space}s` : duration(value / 1000);
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)}${space}ms`;
}

/** Seconds between a moment and now, or null where there is no moment. */
export function secondsSince(at: Instant | null | undefined, nowMillis: number): number | null {
  const millis = toMillis(at);
  return millis === null ? null : Math.max(0, (nowMillis - millis) / 1000);
}

function part(value: number, unit: string): string {
  return `${Math.floor(value)}${space}${unit}`;
}

function two(seconds: number, large: number, largeUnit: string, little: number, littleUnit: string): string {
  const rest = Math.floor((seconds % large) / little);
  const head = part(seconds / large, largeUnit);
  return rest === 0 ? head : `${head}${space}${part(rest, littleUnit)}`;
}

function years(seconds: number): string {
  const months = Math.floor((seconds % year) / (30.4375 * day));
  const head = part(seconds / year, 'y');
  return months === 0 || months > 11 ? head : `${head}${space}${part(months, 'mo')}`;
}

const locale = 'en-GB';
const times = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  hour: { hour: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  zone: { timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type TimePart = keyof typeof times;
const timeFormatters = new Map<string, Intl.DateTimeFormat>();

function format(at: Instant | null | undefined, style: TimePart, zone?: string): string {
  const millis = toMillis(at);
  if (millis === null) return unknownText;
  return formatter(style, zone).format(millis);
}

function formatter(style: TimePart, zone?: string): Intl.DateTimeFormat {
  const key = `${style} ${zone ?? ''}`;
  let made = timeFormatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...times[style], timeZone: zone });
    timeFormatters.set(key, made);
  }
  return made;
}

/** `09:40` in the browser's zone; `zone` is an IANA name, for tests and for hosts elsewhere. */
export function clock(at: Instant | null | undefined, zone?: string): string {
  return format(at, 'minute', zone);
}

/** `09:40:21` */
export function clockSeconds(at: Instant | null | undefined, zone?: string): string {
  return format(at, 'second', zone);
}

/** `09` */
export function clockHour(at: Instant | null | undefined, zone?: string): string {
  return format(at, 'hour', zone);
}

/** `21 Nov` */
export function dayMonth(at: Instant | null | undefined, zone?: string): string {
  return format(at, 'day', zone);
}

/** `21 Nov 2026` */
export function date(at: Instant | null | undefined, zone?: string): string {
  return format(at, 'date', zone);
}

/** `09:40` on the day of `reference`, `20 Nov 09:40` within the year, with the year before that. */
export function moment(at: Instant | null | undefined, reference: Instant, zone?: string): string {
  if (toMillis(at) === null) return unknownText;
  if (date(at, zone) === date(reference, zone)) return clock(at, zone);
  const sameYear = date(at, zone).slice(-4) === date(reference, zone).slice(-4);
  return sameYear ? `${dayMonth(at, zone)} ${clock(at, zone)}` : date(at, zone);
}

/** The whole of it, zone named: `21 Nov 2026, 09:40:21 CET (Europe/Berlin)`. For titles and evidence. */
export function zoned(at: Instant | null | undefined, zone?: string): string {
  const millis = toMillis(at);
  if (millis === null) return unknownText;
  const parts = formatter('zone', zone).formatToParts(millis);
  const short = parts.find((p) => p.type === 'timeZoneName')?.value ?? '';
  const name = zone ?? zoneName();
  const named = short === name ? short : `${short} (${name})`;
  return `${date(millis, zone)}, ${clockSeconds(millis, zone)} ${named}`;
}

/** IANA name of the browser's zone. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Formatters bound to what the person chose. */
export interface Format {
  percent(value: Maybe, digits?: number): string;
  bytes(value: Maybe): string;
  /** "6.1 of 7.3 TiB" as two texts, both in the unit of the total. */
  bytesOf(used: Maybe, total: Maybe): { used: string; total: string };
  rate(bytesPerSecond: Maybe): string;
  rateFigure(bytesPerSecond: Maybe): Figure;
  /** In the unit of the column (`rateUnit`), without it. */
  rateCell(bytesPerSecond: Maybe): string;
  readonly rateUnit: string;
  temperature(celsius: Maybe): string;
  temperatureFigure(celsius: Maybe): Figure;
}

export function formatFor({ rates, temperature }: Pick<Preferences, 'rates' | 'temperature'>): Format {
  return {
    percent: (value, digits) => joined(percentFigure(value, digits)),
    bytes: (value) => joined(bytesFigure(value)),
    bytesOf: (used, total) => {
      const whole = bytesFigure(total);
      return { used: isKnown(total) ? bytesAs(used, whole.unit) : joined(bytesFigure(used)), total: joined(whole) };
    },
    rate: (value) => joined(rateFigure(value, rates)),
    rateFigure: (value) => rateFigure(value, rates),
    rateCell: (value) => rateColumn(value, rates),
    rateUnit: rateColumnUnit(rates),
    temperature: (value) => joined(temperatureFigure(value, temperature)),
    temperatureFigure: (value) => temperatureFigure(value, temperature),
  };
}

export function useFormat(): Format {
  const { rates, temperature } = usePreferences();
  return useMemo(() => formatFor({ rates, temperature }), [rates, temperature]);
}
