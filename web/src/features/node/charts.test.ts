import { describe, expect, it } from 'vitest';
import type { ProcessFigures } from '@/api/types';
import { findingSample } from '@/testing/samples';
import { summary } from './chartParts';
import { eventsOf } from './events';
import { usedPercent } from './evidence';
import { matches } from './Processes';

describe('the figures in the head of a chart', () => {
  it('weighs_the_average_by_samples_and_leaves_gaps_out', () => {
    expect(summary({ average: [10, null, 40], maximum: [20, null, 90], count: [3, 0, 1] })).toEqual({
      average: 17.5,
      maximum: 90,
    });
    expect(summary({ average: [null] })).toBeNull();
    expect(summary(undefined)).toBeNull();
  });
});

describe('flags on the charts', () => {
  it('are_lettered_in_the_order_findings_began', () => {
    const findings = [
      findingSample({ key: '2', firstSeen: '2026-11-20T09:30:00Z', severity: 'critical' }),
      findingSample({ key: '1', firstSeen: '2026-11-20T08:00:00Z', severity: 'info' }),
    ];
    expect(eventsOf(findings).map(({ letter, state }) => [letter, state])).toEqual([
      ['a', undefined],
      ['b', 'critical'],
    ]);
  });

  it('end_with_the_alphabet', () => {
    expect(eventsOf(Array.from({ length: 40 }, (_, index) => findingSample({ key: String(index) })))).toHaveLength(26);
  });
});

describe('the space of a file system', () => {
  it('is_of_what_users_can_get', () => {
    expect(usedPercent({ usedBytes: 90, availableBytes: 10 })).toBe(90);
    expect(usedPercent({ usedBytes: 0, availableBytes: 0 })).toBeNull();
  });
});

describe('the search of processes', () => {
  const process = { name: 'kvm', pid: 4711, user: 'root', guestId: 120 } as ProcessFigures;

  it.each([
    ['', true],
    ['KVM', true],
    ['47', true],
    ['kvm root', true],
    ['kvm 120', true],
    ['kvm postgres', false],
    ['  ', true],
  ])('%j finds it: %s', (search, isFound) => {
    expect(matches(process, search)).toBe(isFound);
  });
});
