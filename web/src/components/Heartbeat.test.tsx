import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { type Beat, Heartbeat } from './Heartbeat';
import { withBrowser } from './testing';

withBrowser();

function draw(beats: Beat[]) {
  const { container } = render(<Heartbeat label="pve1, last 24 h" beats={beats} />);
  const bars = [...container.querySelectorAll<SVGRectElement>('[data-beat]')];
  return {
    bars,
    heights: bars.map((bar) => `${bar.dataset.beat} ${bar.getAttribute('height')}`),
    name: container.querySelector('svg')?.getAttribute('aria-label'),
  };
}

it('height_says_the_state_without_colour', () => {
  expect(draw(['ok', 'warning', 'critical', 'asleep']).heights).toEqual([
    'ok 5',
    'warning 9',
    'critical 14',
    'asleep 1',
  ]);
});

it('a_run_without_evidence_is_one_hatched_block_of_full_height', () => {
  const { bars } = draw(['ok', 'unknown', 'unknown', 'unknown', 'ok', 'unknown']);
  const unknown = bars.filter((bar) => bar.dataset.beat === 'unknown');
  expect(unknown).toHaveLength(2);
  expect(unknown[0]?.getAttribute('fill')).toBe('url(#px-hatch)');
  expect(Number(unknown[0]?.getAttribute('width'))).toBeGreaterThan(6);
});

it('before_it_existed_there_is_nothing', () => expect(draw(['none', 'none', 'ok']).heights).toEqual(['ok 5']));

it('an_accepted_beat_is_hollow', () => expect(draw(['accepted']).bars[0]?.getAttribute('fill')).toBe('none'));

it('the_name_counts_the_worst_first', () => {
  expect(draw(['ok', 'ok', 'critical', 'unknown']).name).toBe('pve1, last 24 h: 1 critical, 1 unknown, 2 okay');
  expect(draw([]).name).toBe('pve1, last 24 h: nothing recorded');
});
