import type { Preferences } from './preferences';

/** A figure in two parts, so that the unit can be drawn quieter than the value. */
export interface Figure {
  readonly value: string;
  /** Empty for a figure that is not known and for plain counts. */
  readonly unit: string;
}

/** What the server may send for a number: null and undefined are "not known", never zero. */
export type Maybe = number | null | undefined;

/** Narrow no-break space: between thousands, and before signs as % and °C. */
export const thin = '\u202f';
/** No-break space before units that are letters: the narrow one of Inter is too narrow to keep them apart. */
export const space = '\u00a0';
export const unknownText = '?';
export const unknownFigure: Figure = { value: unknownText, unit: '' };

const locale = 'en-GB';
const formatters = new Map<number, Intl.NumberFormat>();

export function isKnown(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A number with a fixed count of decimals, thousands apart by a thin space; `?` where there is none. */
export function decimal(value: Maybe, digits = 0): string {
  if (!isKnown(value)) return unknownText;
  let formatter = formatters.get(digits);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formatters.set(digits, formatter);
  }
  // A rounded "-0" would read as a sign that is not there.
  const rounded = Number(value.toFixed(digits)) === 0 ? 0 : value;
  return formatter.format(rounded).replaceAll(',', thin).replace('-', '\u2212');
}

/** One line: value, a space that does not break, unit. */
export function joined({ value, unit }: Figure): string {
  if (unit === '') return value;
  return `${value}${/^[%°]/.test(unit) ? thin : space}${unit}`;
}

/**
 * A share of 0 to 100. Whole numbers, but never a rounded 0 for something that is there
 * and never a rounded 100 for something that is not full.
 */
export function percentFigure(value: Maybe, digits = 0): Figure {
  if (!isKnown(value)) return unknownFigure;
  return { value: percentText(value, digits), unit: '%' };
}

function percentText(value: number, digits: number): string {
  const step = 10 ** -digits;
  if (value > 0 && value < step / 2) return `<${decimal(step, digits)}`;
  if (value < 100 && Number(value.toFixed(digits)) >= 100) return decimal(Math.floor(value * 10) / 10, 1);
  return decimal(value, digits);
}

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Bytes in binary units, three figures: 99.8 GiB, 128 GiB, 1.31 TiB. */
export function bytesFigure(value: Maybe): Figure {
  if (!isKnown(value)) return unknownFigure;
  let step = 0;
  let scaled = value;
  while (Math.abs(scaled) >= 1023.5 && step < binaryUnits.length - 1) {
    scaled /= 1024;
    step++;
  }
  return { value: step === 0 ? decimal(scaled) : trimmed(scaled), unit: binaryUnits[step] ?? '' };
}

/** Used of total in the unit of the total: "6.1 of 7.3 TiB" reads better than two units. */
export function bytesAs(value: Maybe, unit: string): string {
  if (!isKnown(value)) return unknownText;
  const step = Math.max(0, binaryUnits.indexOf(unit));
  return step === 0 ? decimal(value) : trimmed(value / 1024 ** step);
}

function trimmed(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  if (value !== 0 && rounded === 0) return `<${decimal(10 ** -digits, digits)}`;
  return decimal(rounded, fractionDigits(rounded, digits));
}

function fractionDigits(value: number, most: number): number {
  for (let digits = 0; digits < most; digits++) {
    if (Number(value.toFixed(digits)) === value) return digits;
  }
  return most;
}

const rateUnits = {
  bits: ['kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'],
  bytes: ['kB/s', 'MB/s', 'GB/s', 'TB/s'],
} as const;

/** Bytes a second as kbit/s … Gbit/s or kB/s … GB/s (decimal, as links are sold). */
export function rateFigure(bytesPerSecond: Maybe, rates: Preferences['rates']): Figure {
  if (!isKnown(bytesPerSecond)) return unknownFigure;
  const base = rates === 'bits' ? bytesPerSecond * 8 : bytesPerSecond;
  const units = rateUnits[rates];
  let step = 0;
  let scaled = base / 1000;
  while (Math.abs(scaled) >= 999.5 && step < units.length - 1) {
    scaled /= 1000;
    step++;
  }
  return { value: small(scaled), unit: units[step] ?? '' };
}

/** The unit of a whole column of rates. */
export function rateColumnUnit(rates: Preferences['rates']): string {
  return rateUnits[rates][1];
}

/** Bytes a second in the column's unit, without it. */
export function rateColumn(bytesPerSecond: Maybe, rates: Preferences['rates']): string {
  if (!isKnown(bytesPerSecond)) return unknownText;
  return small((rates === 'bits' ? bytesPerSecond * 8 : bytesPerSecond) / 1e6);
}

/** One decimal under 10, none above; a trickle is "<0.1", never 0. */
export function small(value: Maybe): string {
  if (!isKnown(value)) return unknownText;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.05) return '<0.1';
  return size < 9.95 ? decimal(value, 1) : decimal(value);
}

/** Degrees Celsius in the person's unit. */
export function temperatureFigure(celsius: Maybe, unit: Preferences['temperature']): Figure {
  if (!isKnown(celsius)) return unknownFigure;
  return unit === 'celsius'
    ? { value: decimal(celsius), unit: '°C' }
    : { value: decimal(celsius * 1.8 + 32), unit: '°F' };
}

/** Hertz as MHz or GHz. */
export function frequencyFigure(hertz: Maybe): Figure {
  if (!isKnown(hertz)) return unknownFigure;
  return hertz >= 1e9 ? { value: decimal(hertz / 1e9, 1), unit: 'GHz' } : { value: decimal(hertz / 1e6), unit: 'MHz' };
}

/** Speed of a link in bits a second, as it is printed on the port: 100 Mbit/s, 1 Gbit/s, 2.5 Gbit/s. */
export function linkFigure(bitsPerSecond: Maybe): Figure {
  if (!isKnown(bitsPerSecond)) return unknownFigure;
  return bitsPerSecond >= 1e9
    ? { value: trimmed(bitsPerSecond / 1e9), unit: 'Gbit/s' }
    : { value: trimmed(bitsPerSecond / 1e6), unit: 'Mbit/s' };
}

/** A plain count: zero is 0 because it was counted, unknown is ?. */
export function countFigure(value: Maybe): Figure {
  return { value: decimal(value), unit: '' };
}
