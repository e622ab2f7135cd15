import { describe, expect, it } from 'vitest';
import {
  parseSearch,
  stepRange,
  stringifySearch,
  validateNode,
  validateNodes,
  validateOverview,
  validateSettings,
} from './search';

describe('the address', () => {
  it('keeps_words_as_they_are', () => {
    expect(stringifySearch({ range: '7d', disk: 'sda', process: 4711 })).toBe('?range=7d&disk=sda&process=4711');
    expect(stringifySearch({ finding: 'filesystem-full:node:1:/var' })).toBe('?finding=filesystem-full:node:1:/var');
  });

  it('is_short_when_there_is_nothing_to_say', () => {
    expect(stringifySearch({ range: undefined, search: '' })).toBe('');
  });

  it.each(['Ümläut & <b>', 'a=b&c=d', '100 %', '+ plus', '#x?y', '日本語'])(
    'gives_back_what_was_put_in: %s',
    (search) => {
      expect(parseSearch(stringifySearch({ search }))).toEqual({ search });
    },
  );
});

describe('what a page takes from the address', () => {
  it.each([
    [{ range: '7d' }, { range: '7d' }],
    [{ range: '8d' }, {}],
    [
      { from: '10', to: '20' },
      { from: 10, to: 20 },
    ],
    [{ from: '20', to: '10' }, {}],
    [{ from: '10' }, {}],
    [{ process: '1234' }, { process: 1234 }],
    [{ process: '-1' }, {}],
    [{ process: '1.5' }, {}],
    [{ process: 'x' }, {}],
    [{ sort: '-memory' }, { sort: '-memory' }],
    [{ sort: 'password' }, {}],
    [{ search: ['a'], disk: { $ne: 1 } }, {}],
    [
      { disk: 'sda', interface: 'vmbr0', finding: 'k:1' },
      { disk: 'sda', interface: 'vmbr0', finding: 'k:1' },
    ],
    [{ unknown: '1' }, {}],
  ])('node %j', (raw, search) => {
    expect(validateNode(raw)).toEqual(search);
  });

  it.each([
    [
      { page: '3', search: 'pve', sort: 'cpu' },
      { page: 3, search: 'pve', sort: 'cpu' },
    ],
    [{ page: '1' }, {}],
    [{ page: '0' }, {}],
    [{ sort: '--cpu' }, {}],
  ])('nodes %j', (raw, search) => {
    expect(validateNodes(raw)).toEqual(search);
  });

  it('bounds_the_length_of_a_search', () => {
    expect(validateNodes({ search: 'x'.repeat(9000) }).search).toHaveLength(200);
  });

  it('knows_the_tabs_and_sorts_of_the_other_pages', () => {
    expect(validateSettings({ tab: 'server' })).toEqual({ tab: 'server' });
    expect(validateSettings({ tab: 'x' })).toEqual({});
    expect(validateOverview({ sort: 'name' })).toEqual({ sort: 'name' });
  });

  it.each([
    ['1h', -1, '1h'],
    ['1h', 1, '24h'],
    ['7d', 1, '30d'],
    ['30d', 1, '30d'],
  ] as const)('%s moved by %i is %s', (range, step, next) => {
    expect(stepRange(range, step)).toBe(next);
  });
});
