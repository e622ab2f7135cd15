import { render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClaimError, refuse, reportDefectsTo } from './defect';
import { StateGlyph } from './StateGlyph';
import { rankOf, sayState, stateOf, states, toneOf } from './state';
import { withBrowser } from './testing';

withBrowser();
afterEach(() => {
  vi.unstubAllEnvs();
  reportDefectsTo();
});

describe('name', () => {
  it.each([
    ['critical', 'disk sdb is failing', 'Critical: disk sdb is failing'],
    ['unknown', 'ws2 is down', 'Unknown, because ws2 is down'],
    ['accepted', 'until 30 Nov', 'Accepted: until 30 Nov'],
    ['ok', undefined, 'OK'],
  ] as const)('of_%s_is_word_and_cause', (state, cause, name) => {
    const { getByRole } = render(<StateGlyph state={state} cause={cause} />);
    expect(getByRole('img').getAttribute('aria-label')).toBe(name);
  });
});

it('every_state_has_a_shape_of_its_own', () => {
  const shapes = states.map((state) => {
    const { container, unmount } = render(<StateGlyph state={state} cause="because" decorative />);
    const shape = container.querySelector('svg')?.innerHTML ?? '';
    unmount();
    return shape.replaceAll(/var\(--[\w-]+\)/g, '');
  });
  expect(new Set(shapes).size).toBe(states.length);
});

describe('a claim without a cause', () => {
  it.each(states.filter((state) => state !== 'ok'))('%s_is_refused_while_developing', (state) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => render(<StateGlyph state={state} />)).toThrow(ClaimError);
    expect(() => render(<StateGlyph state={state} cause="  " />)).toThrow(state);
  });

  it('is_drawn_as_unknown_and_reported_in_production', () => {
    vi.stubEnv('DEV', false);
    const reports: string[] = [];
    reportDefectsTo((message) => reports.push(message));
    const { getByRole } = render(<StateGlyph state="warning" cause={null} />);
    expect(getByRole('img').dataset.state).toBe('unknown');
    expect(getByRole('img').getAttribute('aria-label')).toBe('Unknown, because no reason was given');
    expect(reports).toEqual(['StateGlyph "warning" without a cause']);
  });

  it('goes_to_the_console_unless_told_otherwise', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    refuse('no cause', false);
    expect(error).toHaveBeenCalledWith('no cause');
  });
});

it('a_decorative_glyph_is_not_read_out', () => {
  const { queryByRole, container } = render(<StateGlyph state="critical" cause="text beside it" decorative />);
  expect(queryByRole('img')).toBeNull();
  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
});

it('critical_ranks_before_warning_before_unknown_before_ok', () => {
  expect([...states].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, 3)).toEqual(['critical', 'warning', 'unknown']);
  expect(rankOf('unknown')).toBeLessThan(rankOf('ok'));
});

it('severities_of_the_server_have_states_and_tones', () => {
  expect(stateOf('info')).toBe('note');
  expect(stateOf('unknown')).toBe('unknown');
  expect(toneOf('critical')).toBe('crit');
  expect(toneOf('ok')).toBe('');
  expect(toneOf('unknown')).toBe('');
  expect(sayState('ok', null)).toBe('OK');
});
