import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const grounds = ['bg', 'surface', 'raise'];

/** Tokens of a scheme as they stand in the file. */
function tokensOf(scheme: 'dark' | 'light'): Map<string, string> {
  const block = css.split('}').find((part) => part.includes(`[data-mantine-color-scheme="${scheme}"]`)) ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2 relative luminance of #rrggbb. */
function luminance(hex: string | undefined): number {
  if (!hex || !/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a colour: ${hex}`);
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string | undefined, b: string | undefined): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

it('black_on_white_is_21', () => expect(ratio('#ffffff', '#000000')).toBeCloseTo(21));

describe.each(['dark', 'light'] as const)('%s', (scheme) => {
  const tokens = tokensOf(scheme);
  const pairs = (names: string[]) => names.flatMap((name) => grounds.map((ground) => [name, ground] as const));

  it.each(pairs(['ink', 'ink-2', 'ink-3', 'crit', 'warn', 'info']))('text_%s_on_%s_is_at_least_4_5', (name, ground) => {
    expect(ratio(tokens.get(name), tokens.get(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(['fill', 'hatch', 'edge', 'crit-fill', 'warn-fill', 'info-fill']))(
    'shape_%s_on_%s_is_at_least_3',
    (name, ground) => {
      expect(ratio(tokens.get(name), tokens.get(ground))).toBeGreaterThanOrEqual(3);
    },
  );

  it('bars_stand_out_from_their_track', () =>
    expect(ratio(tokens.get('fill'), tokens.get('track'))).toBeGreaterThanOrEqual(3));

  it.each(['crit-fill', 'warn-fill'])('the_mark_in_a_%s_glyph_is_seen', (name) => {
    expect(ratio(tokens.get('on-fill'), tokens.get(name))).toBeGreaterThanOrEqual(3);
  });

  it('a_primary_button_is_read', () => expect(ratio(tokens.get('bg'), tokens.get('ink'))).toBeGreaterThanOrEqual(4.5));
});

it('both_schemes_define_the_same_tokens', () => {
  expect([...tokensOf('light').keys()].sort()).toEqual([...tokensOf('dark').keys()].sort());
});
