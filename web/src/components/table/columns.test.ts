import { describe, expect, it } from 'vitest';
import { compareValues, type DataColumn, fitColumns, nextSort, parseSort } from './columns';
import { arrange, neighbour } from './items';
import { groupCells } from './parts';

type Row = { id: string; group: string };
const column = (id: string, width: number, priority = 0, more: Partial<DataColumn<Row>> = {}): DataColumn<Row> => ({
  id,
  header: id,
  cell: () => null,
  meta: { width, priority },
  ...more,
});
const ids = (columns: { id: string }[]) => columns.map(({ id }) => id).join(' ');

describe('dropping columns', () => {
  const columns = [
    column('name', 100),
    column('net', 80, 2),
    column('temp', 60, 4),
    column('up', 60, 7),
    column('cpu', 60),
  ];

  it.each([
    [360, 'name net temp up cpu'],
    [359, 'name net temp cpu'],
    [300, 'name net temp cpu'],
    [299, 'name net cpu'],
    [239, 'name cpu'],
    [40, 'name cpu'],
  ])('at_%d_px_there_are_%s', (width, left) => expect(ids(fitColumns(columns, width))).toBe(left));

  it('before_the_first_layout_all_are_there', () => expect(fitColumns(columns, 0)).toHaveLength(5));

  it('of_equals_the_rightmost_goes_first', () => {
    expect(ids(fitColumns([column('a', 50, 1), column('b', 50, 1)], 60))).toBe('a');
  });
});

describe('sorting', () => {
  const sortable = { sortValue: () => 1 };
  const columns = [
    column('name', 1, 0, sortable),
    column('cpu', 1, 0, { ...sortable, meta: { width: 1, align: 'right' } }),
    column('now', 1),
  ];

  it.each([
    ['cpu', [{ id: 'cpu', desc: false }]],
    ['-cpu', [{ id: 'cpu', desc: true }]],
    ['now', []],
    ['-nothing', []],
    ['', []],
    [undefined, []],
  ])('%s_is_read_from_the_address', (text, state) => expect(parseSort(text, columns)).toEqual(state));

  it('texts_begin_at_a_and_figures_at_the_largest', () => {
    const [name, cpu] = columns;
    if (!name || !cpu) throw new Error('columns');
    expect(nextSort(undefined, name)).toBe('name');
    expect(nextSort('name', name)).toBe('-name');
    expect(nextSort('-name', name)).toBe('name');
    expect(nextSort('name', cpu)).toBe('-cpu');
    expect(nextSort('-cpu', cpu)).toBe('cpu');
    expect(nextSort('x', { ...name, sortFirst: 'desc' })).toBe('-name');
  });

  it('names_are_counted_as_people_count', () => {
    expect(['pve10', 'pve2', 'Pve1'].sort(compareValues)).toEqual(['Pve1', 'pve2', 'pve10']);
    expect([10, 9, 100].sort(compareValues)).toEqual([9, 10, 100]);
  });
});

describe('groups', () => {
  const row = (id: string, group: string) => ({ id, group });
  const data = [row('w1', 'werk'), row('l1', 'lab'), row('w2', 'werk')];
  const keys = (rows: Row[], group?: (row: Row) => string) =>
    arrange(rows, data, (r) => r.id, group).map((item) => item.key);

  it('keep_the_order_of_the_data_whatever_the_rows_are_sorted_by', () => {
    expect(keys([data[1], data[2], data[0]] as Row[], (r) => r.group)).toEqual([
      'group:werk',
      'w2',
      'w1',
      'group:lab',
      'l1',
    ]);
  });

  it('are_left_out_where_nobody_asked', () => expect(keys(data)).toEqual(['w1', 'l1', 'w2']));

  it('are_passed_over_by_the_keys', () => {
    const items = arrange(
      data,
      data,
      (r) => r.id,
      (r) => r.group,
    );
    expect(neighbour(items, 2, 1)).toBe(4);
    expect(neighbour(items, 4, -1)).toBe(2);
    expect(neighbour(items, 1, -1)).toBe(-1);
    expect(neighbour(items, 4, 1)).toBe(-1);
  });
});

describe('head of a group', () => {
  const columns = [column('glyph', 1), column('name', 1), column('cpu', 1), column('mem', 1), column('up', 1)];
  const spans = (head: Parameters<typeof groupCells>[1]) =>
    groupCells(columns, head).map(({ id, span }) => `${id} ${span}`);

  it('spans_all_without_aggregates', () => {
    expect(spans({ title: 'lab' })).toEqual(['title 5']);
    expect(spans({ title: 'lab', note: 'quorate' })).toEqual(['title 5']);
  });

  it('puts_aggregates_under_their_columns_and_the_note_after_them', () => {
    expect(spans({ title: 'lab', cells: { cpu: '47 %' }, note: 'down' })).toEqual(['title 2', 'cpu 1', 'note 2']);
    expect(spans({ title: 'lab', cells: { cpu: 1, up: 2 } })).toEqual(['title 2', 'cpu 1', 'mem 1', 'up 1']);
  });
});
