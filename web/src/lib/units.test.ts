import { describe, expect, it } from 'vitest';
import {
  bytesAs,
  bytesFigure,
  countFigure,
  decimal,
  frequencyFigure,
  joined,
  linkFigure,
  type Maybe,
  percentFigure,
  rateColumn,
  rateColumnUnit,
  rateFigure,
  small,
  space,
  temperatureFigure,
  thin,
} from './units';

const GiB = 1024 ** 3;
const unknown: Maybe[] = [null, undefined, Number.NaN, Number.POSITIVE_INFINITY];

describe('what is not known', () => {
  const writers: [string, (value: Maybe) => string][] = [
    ['decimal', (v) => decimal(v)],
    ['percent', (v) => joined(percentFigure(v))],
    ['bytes', (v) => joined(bytesFigure(v))],
    ['bytesAs', (v) => bytesAs(v, 'GiB')],
    ['rate', (v) => joined(rateFigure(v, 'bits'))],
    ['rateColumn', (v) => rateColumn(v, 'bytes')],
    ['temperature', (v) => joined(temperatureFigure(v, 'fahrenheit'))],
    ['frequency', (v) => joined(frequencyFigure(v))],
    ['link', (v) => joined(linkFigure(v))],
    ['count', (v) => joined(countFigure(v))],
    ['small', (v) => small(v)],
  ];
  it.each(writers)('%s_is_a_question_mark_and_never_zero', (_, write) => {
    for (const value of unknown) expect(write(value)).toBe('?');
  });
});

describe('percent', () => {
  it.each([
    [0, '0'],
    [0.2, '<1'],
    [0.5, '1'],
    [22.6, '23'],
    [99.4, '99'],
    [99.6, '99.6'],
    [99.99, '99.9'],
    [100, '100'],
    [104, '104'],
  ])('%d_reads_%s', (value, text) => expect(percentFigure(value).value).toBe(text));

  it('has_decimals_on_demand', () => {
    expect(percentFigure(0.04, 1).value).toBe('<0.1');
    expect(percentFigure(3.14, 1).value).toBe('3.1');
  });
});

describe('bytes', () => {
  it.each<[number, string, string]>([
    [0, '0', 'B'],
    [1023, `1${thin}023`, 'B'],
    [512, '512', 'B'],
    [1024, '1', 'KiB'],
    [1536, '1.5', 'KiB'],
    [99.8 * GiB, '99.8', 'GiB'],
    [128 * GiB, '128', 'GiB'],
    [1.31 * 1024 * GiB, '1.31', 'TiB'],
    [1023.4 * GiB, `1${thin}023`, 'GiB'],
    [1023.9 * GiB, '1', 'TiB'],
    [16 * 1024 ** 6, '16', 'EiB'],
  ])('%d_reads_%s_%s', (value, text, unit) => {
    expect(bytesFigure(value)).toEqual({ value: text, unit });
  });

  it('can_be_written_in_the_unit_of_a_total', () => {
    expect(bytesAs(6.1 * 1024 * GiB, 'TiB')).toBe('6.1');
    expect(bytesAs(5 * 1024 ** 2, 'TiB')).toBe('<0.01');
    expect(bytesAs(0, 'TiB')).toBe('0');
    expect(bytesAs(12, 'B')).toBe('12');
  });
});

describe('rates', () => {
  it.each<[number, 'bits' | 'bytes', string]>([
    [0, 'bits', `0${space}kbit/s`],
    [4, 'bits', `<0.1${space}kbit/s`],
    [125, 'bits', `1.0${space}kbit/s`],
    [4.75e6, 'bits', `38${space}Mbit/s`],
    [362.5e6, 'bits', `2.9${space}Gbit/s`],
    [124.95e6, 'bits', `1.0${space}Gbit/s`],
    [9.4e6, 'bytes', `9.4${space}MB/s`],
    [15_200_000, 'bytes', `15${space}MB/s`],
    [2e9, 'bytes', `2.0${space}GB/s`],
  ])('%d_as_%s_reads_%s', (value, as, text) => expect(joined(rateFigure(value, as))).toBe(text));

  it('share_one_unit_in_a_column', () => {
    expect(rateColumnUnit('bits')).toBe('Mbit/s');
    expect(rateColumn(4.75e6, 'bits')).toBe('38');
    expect(rateColumn(300_000, 'bytes')).toBe('0.3');
    expect(rateColumn(100, 'bytes')).toBe('<0.1');
    expect(rateColumn(0, 'bytes')).toBe('0');
  });
});

describe('others', () => {
  it('temperatures_follow_the_choice', () => {
    expect(joined(temperatureFigure(52, 'celsius'))).toBe(`52${thin}°C`);
    expect(joined(temperatureFigure(52, 'fahrenheit'))).toBe(`126${thin}°F`);
    expect(joined(temperatureFigure(0, 'celsius'))).toBe(`0${thin}°C`);
    expect(temperatureFigure(-5, 'celsius').value).toBe('\u22125');
  });

  it('frequencies_and_links_read_as_printed', () => {
    expect(joined(frequencyFigure(3.4e9))).toBe(`3.4${space}GHz`);
    expect(joined(frequencyFigure(800e6))).toBe(`800${space}MHz`);
    expect(joined(linkFigure(1e9))).toBe(`1${space}Gbit/s`);
    expect(joined(linkFigure(2.5e9))).toBe(`2.5${space}Gbit/s`);
    expect(joined(linkFigure(100e6))).toBe(`100${space}Mbit/s`);
  });

  it('thousands_stand_apart_and_minus_zero_has_no_sign', () => {
    expect(decimal(47_000)).toBe(`47${thin}000`);
    expect(decimal(-0.2)).toBe('0');
    expect(decimal(1234.56, 1)).toBe(`1${thin}234.6`);
  });
});
