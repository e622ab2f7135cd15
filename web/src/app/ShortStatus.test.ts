import { describe, expect, it } from 'vitest';
import { findingSample, fleetSample } from '@/testing/samples';
import { shortOf } from './ShortStatus';

describe('the sentence in one line', () => {
  it.each([
    ['okay', fleetSample(), { state: 'ok', text: 'Everything is okay.' }],
    [
      'problems_are_counted',
      fleetSample({ severity: 'critical', problems: 3, findings: [findingSample({ severity: 'critical' })] }),
      { state: 'critical', text: '3 problems.' },
    ],
    [
      'unknowns_are_not_problems',
      fleetSample({ severity: 'unknown', findings: [findingSample({ severity: 'unknown' })] }),
      { state: 'unknown', text: '1 reading is unknown.' },
    ],
  ])('%s', (_, fleet, short) => {
    expect(shortOf(fleet, true)).toEqual(short);
  });

  it('is_unknown_without_the_hub_whatever_was_said_before', () => {
    expect(shortOf(fleetSample(), false)).toEqual({ state: 'unknown', text: 'Unknown. This page lost the hub.' });
    expect(shortOf(null, true).state).toBe('unknown');
  });
});
