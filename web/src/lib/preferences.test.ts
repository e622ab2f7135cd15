import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import {
  defaultPreferences,
  getPreferences,
  parsePreferences,
  reloadPreferences,
  setPreference,
  usePreferences,
} from './preferences';

afterEach(() => {
  window.localStorage.clear();
  reloadPreferences();
});

it.each([
  ['nothing', null],
  ['no_json', '{"theme'],
  ['another_shape', '[1,2]'],
  ['null', 'null'],
  ['foreign_values', '{"theme":"sepia","density":3,"keys":"yes"}'],
])('from_%s_come_the_defaults', (_, text) => expect(parsePreferences(text)).toEqual(defaultPreferences));

it('what_is_valid_is_kept_and_the_rest_falls_back', () => {
  expect(parsePreferences('{"theme":"dark","rates":"bytes","temperature":"kelvin","keys":false}')).toEqual({
    ...defaultPreferences,
    theme: 'dark',
    rates: 'bytes',
    keys: false,
  });
});

it('a_choice_outlives_the_page', () => {
  setPreference('temperature', 'fahrenheit');
  reloadPreferences();
  expect(getPreferences().temperature).toBe('fahrenheit');
});

it('readers_follow_a_choice_made_here', () => {
  const { result } = renderHook(() => usePreferences());
  act(() => setPreference('density', 'roomy'));
  expect(result.current.density).toBe('roomy');
});

it('readers_follow_a_choice_made_in_another_tab', () => {
  const { result } = renderHook(() => usePreferences());
  window.localStorage.setItem('proxima.preferences', '{"rates":"bytes"}');
  act(() => {
    window.dispatchEvent(new StorageEvent('storage', { key: 'proxima.preferences' }));
  });
  expect(result.current.rates).toBe('bytes');
});

it('storage_that_is_switched_off_costs_only_the_memory', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  setPreference('theme', 'light');
  expect(getPreferences().theme).toBe('light');
  vi.restoreAllMocks();
});
