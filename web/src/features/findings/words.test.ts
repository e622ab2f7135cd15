import { afterEach, describe, expect, it } from 'vitest';
import { setPreference } from '@/lib/preferences';
import { findingSample } from '@/testing/samples';
import { clauseOf, firstClause } from './words';

afterEach(() => setPreference('temperature', 'celsius'));

describe('a finding in the middle of a sentence', () => {
  it('is_made_of_rule_and_arguments', () => {
    const finding = findingSample({
      rule: 'filesystem-full',
      arguments: { mount: '/var', percent: '96', limit: '95' },
    });
    expect(clauseOf(finding)).toBe('/var is 96\u202f% full');
  });

  it('keeps_braces_that_are_part_of_a_name', () => {
    const finding = findingSample({ rule: 'filesystem-full', arguments: { mount: '/{percent}', percent: '96' } });
    expect(clauseOf(finding)).toBe('/{percent} is 96\u202f% full');
  });

  it('is_the_first_clause_of_the_hub_for_a_rule_or_argument_this_page_does_not_know', () => {
    expect(clauseOf(findingSample({ rule: 'new-rule', text: 'it is so, rule allows less' }))).toBe('it is so');
    expect(
      clauseOf(findingSample({ rule: 'filesystem-full', text: '/var is full, rule allows 95', arguments: {} })),
    ).toBe('/var is full');
  });

  it('says_temperatures_in_the_unit_of_the_person', () => {
    const finding = findingSample({
      rule: 'temperature-high',
      arguments: { sensor: 'Package id 0', value: '96', limit: '95' },
    });
    expect(clauseOf(finding)).toBe('Package id 0 is at 96\u202f°C');
    setPreference('temperature', 'fahrenheit');
    expect(clauseOf(finding)).toBe('Package id 0 is at 205\u202f°F');
  });

  it.each([
    ['/var is 96 % full, rule allows 95', '/var is 96 % full'],
    ['fan2 cannot be read: input/output error', 'fan2 cannot be read'],
    ['fan2 cannot be read', 'fan2 cannot be read'],
    ['a,b:c is full, rule allows 95', 'a,b:c is full'],
  ])('shortens %s', (text, short) => {
    expect(firstClause(text)).toBe(short);
  });
});
