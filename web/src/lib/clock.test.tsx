import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { now, setHubOffset, toMillis, useSecond } from './clock';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T09:40:21.400Z') });
});

afterEach(() => {
  cleanup();
  setHubOffset(0);
  vi.useRealTimers();
});

function Second() {
  return <span>{new Date(useSecond()).toISOString()}</span>;
}

it('the_second_moves_once_a_second', () => {
  const { container } = render(<Second />);
  expect(container.textContent).toBe('2026-11-21T09:40:21.000Z');
  act(() => vi.advanceTimersByTime(1000));
  expect(container.textContent).toBe('2026-11-21T09:40:22.000Z');
});

it('one_timer_serves_all_and_stops_with_the_last', () => {
  const page = render(
    <>
      <Second />
      <Second />
    </>,
  );
  expect(vi.getTimerCount()).toBe(1);
  page.unmount();
  expect(vi.getTimerCount()).toBe(0);
});

it('a_browser_with_a_wrong_clock_is_corrected_by_the_hub', () => {
  setHubOffset(-3_600_000);
  expect(new Date(now()).toISOString()).toBe('2026-11-21T08:40:21.400Z');
  setHubOffset(Number.NaN);
  expect(new Date(now()).toISOString()).toBe('2026-11-21T08:40:21.400Z');
});

it('what_is_no_moment_is_null', () => {
  expect(toMillis('soon')).toBeNull();
  expect(toMillis(undefined)).toBeNull();
  expect(toMillis(new Date(Number.NaN))).toBeNull();
  expect(toMillis('1970-01-01T00:00:01Z')).toBe(1000);
});
