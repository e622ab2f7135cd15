import { act, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { StatusLine, type StatusLineProps } from './StatusLine';
import { withBrowser } from './testing';

withBrowser();
const start = Date.parse('2026-11-21T09:40:21Z');
beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

function line(props: Partial<StatusLineProps> & { children: string }) {
  return <StatusLine severity="ok" {...props} />;
}

const spoken = () => screen.getByRole('status').textContent;

it('says_the_sentence_politely', () => {
  render(line({ children: 'Everything is okay.' }));
  expect(spoken()).toBe('Everything is okay.');
  expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite');
});

it('a_figure_that_moves_is_not_announced_again', () => {
  const { rerender } = render(line({ severity: 'warning', children: 'pve1: /var is 86 % full' }));
  rerender(line({ severity: 'warning', children: 'pve1: /var is 87 % full' }));
  expect(spoken()).toBe('pve1: /var is 86 % full');
});

it.each([
  ['another_thing', 'warning', 'pve2: /var is 86 % full'],
  ['another_severity', 'critical', 'pve1: /var is 86 % full'],
] as const)('%s_is_announced', (_, severity, text) => {
  const { rerender } = render(line({ severity: 'warning', children: 'pve1: /var is 86 % full' }));
  const node = screen.getByRole('status').firstChild;
  rerender(line({ severity, children: text }));
  expect(spoken()).toBe(text);
  if (text.startsWith('pve2')) expect(node?.textContent).toBe(text);
});

it('the_page_may_say_itself_what_the_meaning_is', () => {
  const { rerender } = render(line({ meaning: 'a', children: 'one thing' }));
  rerender(line({ meaning: 'a', children: 'other words' }));
  expect(spoken()).toBe('one thing');
  rerender(line({ meaning: 'b', children: 'other words' }));
  expect(spoken()).toBe('other words');
});

it('without_the_hub_nothing_is_okay_any_more', () => {
  const lost = { since: start - 42_000, shownFrom: start - 43_000 };
  const { container } = render(line({ lost, children: 'Everything is okay.' }));
  const said = container.querySelector('.px-status-say')?.textContent ?? '';
  expect(said).toMatch(/^Unknown\. This page lost the hub 42\u00a0s ago; what you see is from \d\d:\d\d:38\.$/);
  expect(container.textContent).not.toContain('Everything is okay');
  expect(container.querySelector('svg')?.dataset.state).toBe('unknown');
});

it('the_age_of_the_loss_grows_in_silence', () => {
  const { container } = render(line({ lost: { since: start, shownFrom: null }, children: 'x' }));
  const first = spoken();
  act(() => vi.advanceTimersByTime(5000));
  expect(container.querySelector('.px-status-say')?.textContent).toContain('5\u00a0s ago');
  expect(spoken()).toBe(first);
});

it('age_and_quiet_remarks_stand_at_the_end_and_are_not_announced', () => {
  const { container } = render(
    line({ age: 'live, 4 s old', also: 'pve4 asleep as planned', children: 'Everything is okay.' }),
  );
  expect(container.querySelector('.px-status-end')?.textContent).toBe('pve4 asleep as plannedlive, 4 s old');
  expect(spoken()).toBe('Everything is okay.');
});
