import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Meter, type MeterProps } from './Meter';
import { withBrowser } from './testing';

withBrowser();

function draw(props: Omit<MeterProps, 'label'>) {
  const { container } = render(<Meter label="Memory" {...props} />);
  const svg = container.querySelector('svg');
  if (!svg) throw new Error('nothing drawn');
  const fills = [...svg.querySelectorAll('rect')].map(
    (rect) => `${rect.getAttribute('fill')} ${rect.getAttribute('width')}`,
  );
  return { svg, fills, name: svg.querySelector('title')?.textContent };
}

it('a_known_share_is_a_bar_of_that_length', () => {
  const { svg, fills, name } = draw({ percent: 61 });
  expect(fills).toEqual(['var(--track) 100%', 'var(--fill) 61%']);
  expect(svg.getAttribute('role')).toBe('meter');
  expect(svg.getAttribute('aria-valuenow')).toBe('61');
  expect(name).toBe('Memory: 61\u202f%');
});

it('only_the_part_past_a_tick_takes_its_colour', () => {
  expect(draw({ percent: 90 }).fills).toEqual(['var(--track) 100%', 'var(--fill) 85%', 'var(--warn-fill) 5%']);
  expect(draw({ percent: 98 }).fills).toEqual([
    'var(--track) 100%',
    'var(--fill) 85%',
    'var(--warn-fill) 10%',
    'var(--crit-fill) 3%',
  ]);
});

it('past_a_limit_the_name_says_so', () => {
  expect(draw({ percent: 90 }).name).toContain('past 85 (warning)');
  expect(draw({ percent: 98 }).name).toContain('past 95 (critical)');
  expect(draw({ percent: 85 }).name).not.toContain('past');
});

it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('%s_is_hatched_and_has_no_value', (percent) => {
  const { svg, fills, name } = draw({ percent });
  expect(svg.dataset.kind).toBe('unknown');
  expect(fills).toEqual(['url(#px-hatch) 100%']);
  expect(svg.getAttribute('role')).toBe('img');
  expect(svg.hasAttribute('aria-valuenow')).toBe(false);
  expect(name).toBe('Memory: not known');
});

it('not_known_wins_over_a_claim_to_know', () => {
  expect(draw({ percent: null, kind: 'known' }).svg.dataset.kind).toBe('unknown');
  expect(draw({ percent: null, kind: 'cannotTell' }).svg.dataset.kind).toBe('unknown');
});

it('a_figure_said_to_be_unknown_is_hatched', () => {
  const { svg, fills } = draw({ percent: 40, kind: 'unknown' });
  expect(fills).toEqual(['url(#px-hatch) 100%']);
  expect(svg.hasAttribute('aria-valuenow')).toBe(false);
});

it('the_last_known_is_a_tick_over_the_hatching', () => {
  const { svg, name } = draw({ percent: null, lastKnown: 63 });
  expect(svg.querySelector('line')?.getAttribute('x1')).toBe('63%');
  expect(name).toBe('Memory: not known, last known 63\u202f%');
});

it('a_source_that_cannot_tell_is_outlined_and_never_coloured', () => {
  const { svg, fills, name } = draw({ percent: 97, kind: 'cannotTell' });
  expect(fills).toEqual(['var(--track) 100%', 'var(--bg) 97%']);
  expect(svg.querySelector('[stroke-dasharray]')).not.toBeNull();
  expect(name).toContain('cannot tell');
});

it('loading_is_a_line_and_not_a_bar', () => {
  const { fills, name } = draw({ percent: null, kind: 'loading' });
  expect(fills).toEqual(['var(--line-2) 100%']);
  expect(name).toBe('Memory: loading');
});

it.each([
  [140, '100'],
  [-3, '0'],
])('%d_is_drawn_within_the_ruler', (percent, now) =>
  expect(draw({ percent }).svg.getAttribute('aria-valuenow')).toBe(now),
);

it('the_hatching_is_defined_once_for_the_document', () => {
  draw({ percent: null });
  draw({ percent: null });
  expect(document.querySelectorAll('pattern#px-hatch')).toHaveLength(1);
});
