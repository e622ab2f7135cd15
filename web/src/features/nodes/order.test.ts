import { describe, expect, it } from 'vitest';
import { nodeSample } from '@/testing/samples';
import { keepOrder, sortForHub, troubleFirst } from './order';

const alphabetical = (a: string, b: string) => a.localeCompare(b);

describe('the order of rows', () => {
  it('starts_sorted', () => {
    expect(keepOrder([], ['c', 'a', 'b'], alphabetical)).toEqual(['a', 'b', 'c']);
  });

  it('stays_when_only_figures_change', () => {
    expect(keepOrder(['c', 'a', 'b'], ['a', 'b', 'c'], alphabetical)).toEqual(['c', 'a', 'b']);
  });

  it('puts_new_rows_at_the_end_and_drops_gone_ones', () => {
    expect(keepOrder(['c', 'a'], ['a', 'e', 'd'], alphabetical)).toEqual(['a', 'd', 'e']);
  });

  it('is_trouble_first_then_by_name_as_people_count', () => {
    const nodes = [
      nodeSample({ name: 'pve10' }),
      nodeSample({ name: 'pve2' }),
      nodeSample({ name: 'z', severity: 'critical' }),
      nodeSample({ name: 'y', severity: 'unknown' }),
      nodeSample({ name: 'x', severity: 'warning' }),
      nodeSample({ name: 'w', severity: 'info' }),
    ];
    expect(nodes.sort(troubleFirst).map((node) => node.name)).toEqual(['z', 'x', 'y', 'w', 'pve2', 'pve10']);
  });
});

describe('the order asked of the hub', () => {
  it.each([
    ['-cpu', 'cpu'],
    ['cpu', '-cpu'],
    ['-storage', 'storage'],
    ['name', 'name'],
    ['-name', '-name'],
    ['severity', 'severity'],
    [undefined, undefined],
  ])('for %s in the address is %s', (sort, asked) => {
    expect(sortForHub(sort)).toBe(asked);
  });
});
