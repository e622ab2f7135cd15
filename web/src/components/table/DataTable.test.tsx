import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { setPreference } from '../../lib/preferences';
import { phoneQuery } from '../../lib/useMeasure';
import { renderThemed, withBrowser } from '../testing';
import type { DataColumn } from './columns';
import { DataTable, type DataTableProps } from './DataTable';

const browser = withBrowser();

interface Node {
  id: string;
  cpu: number | null;
  site: string;
}

const nodes: Node[] = [
  { id: 'pve10', cpu: 20, site: 'lab' },
  { id: 'pve2', cpu: null, site: 'lab' },
  { id: 'pve1', cpu: 90, site: 'lab' },
];
const columns: DataColumn<Node>[] = [
  {
    id: 'name',
    header: 'Node',
    cell: (n) => <a href={`#${n.id}`}>{n.id}</a>,
    sortValue: (n) => n.id,
    meta: { width: 80 },
  },
  {
    id: 'cpu',
    header: 'CPU',
    cell: (n) => n.cpu ?? '?',
    sortValue: (n) => n.cpu,
    meta: { width: 60, align: 'right', unit: '%' },
  },
  { id: 'now', header: 'Now', cell: () => 'nothing to report', meta: { width: 200, priority: 1, grow: true } },
];
const rowId = (node: Node) => node.id;

function table(props: Partial<DataTableProps<Node>> = {}) {
  return <DataTable label="Nodes" columns={columns} rows={nodes} rowId={rowId} {...props} />;
}

const order = () => [...document.querySelectorAll<HTMLElement>('[data-row]')].map((row) => row.dataset.row);
const head = (name: RegExp) => screen.getByRole('columnheader', { name });

describe('head', () => {
  it('tells_what_can_be_sorted_and_how_it_is', () => {
    renderThemed(table({ sort: '-cpu', onSort: () => undefined }));
    expect(head(/CPU/).getAttribute('aria-sort')).toBe('descending');
    expect(head(/Node/).getAttribute('aria-sort')).toBe('none');
    expect(head(/Now/).hasAttribute('aria-sort')).toBe(false);
    expect(within(head(/Now/)).queryByRole('button')).toBeNull();
  });

  it('asks_for_the_next_order', async () => {
    const onSort = vi.fn();
    renderThemed(table({ sort: 'name', onSort }));
    await userEvent.click(within(head(/CPU/)).getByRole('button'));
    await userEvent.click(within(head(/Node/)).getByRole('button'));
    expect(onSort.mock.calls).toEqual([['-cpu'], ['-name']]);
  });

  it('keeps_its_own_order_when_the_page_has_none', async () => {
    renderThemed(table());
    expect(order()).toEqual(['pve10', 'pve2', 'pve1']);
    await userEvent.click(within(head(/Node/)).getByRole('button'));
    expect(order()).toEqual(['pve1', 'pve2', 'pve10']);
  });
});

describe('order', () => {
  it.each([
    ['cpu', ['pve10', 'pve1', 'pve2']],
    ['-cpu', ['pve1', 'pve10', 'pve2']],
  ])('by_%s_puts_the_unknown_last', (sort, expected) => {
    renderThemed(table({ sort, onSort: () => undefined }));
    expect(order()).toEqual(expected);
  });

  it('of_the_server_is_left_alone', () => {
    renderThemed(table({ sort: 'name', onSort: () => undefined, serverSorted: true }));
    expect(order()).toEqual(['pve10', 'pve2', 'pve1']);
  });
});

describe('states', () => {
  it('loading_keeps_the_head_and_claims_nothing', () => {
    renderThemed(table({ rows: undefined }));
    expect(head(/Node/)).toBeTruthy();
    expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
    expect(screen.queryByText('Nothing to show')).toBeNull();
  });

  it('empty_says_so_in_the_words_of_the_page', () => {
    renderThemed(table({ rows: [], empty: 'No nodes match' }));
    expect(screen.getByText('No nodes match')).toBeTruthy();
  });

  it('failed_stands_in_place_of_the_rows', () => {
    renderThemed(table({ rows: undefined, error: { title: 'The hub answers 503' } }));
    expect(screen.getByRole('alert').textContent).toContain('The hub answers 503');
  });

  it('failed_after_success_keeps_the_rows_dim', () => {
    renderThemed(table({ error: { title: 'The hub answers 503' } }));
    expect(order()).toHaveLength(3);
    expect(document.querySelector('.px-table-box')?.hasAttribute('data-dim')).toBe(true);
    expect(screen.getByRole('alert')).toBeTruthy();
  });

  it('stale_names_the_time_and_dims_the_rows', () => {
    renderThemed(table({ stale: Date.now() - 665_000 }));
    expect(screen.getByText(/^figures from \d\d:\d\d, 11 min old$/)).toBeTruthy();
    expect(document.querySelector('.px-table-box')?.hasAttribute('data-dim')).toBe(true);
  });

  it('an_unknown_row_stays_in_its_place_and_is_dim', () => {
    renderThemed(table({ isDim: (node) => node.cpu === null }));
    const rows = [...document.querySelectorAll('[data-row]')];
    expect(rows.map((row) => row.hasAttribute('data-dim'))).toEqual([false, true, false]);
  });
});

describe('opening a row', () => {
  it('by_click_but_not_by_a_click_on_a_link_in_it', async () => {
    const onOpen = vi.fn();
    renderThemed(table({ onOpen }));
    await userEvent.click(screen.getByText('pve2'));
    expect(onOpen).not.toHaveBeenCalled();
    await userEvent.click(screen.getAllByText('nothing to report')[1] as HTMLElement);
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(nodes[1]);
  });

  it('the_chosen_one_is_marked_for_all_senses', () => {
    renderThemed(table({ selected: 'pve2' }));
    expect(document.querySelector('[aria-current="true"]')?.getAttribute('data-row')).toBe('pve2');
  });
});

describe('keys', () => {
  const focused = () => (document.activeElement as HTMLElement).dataset.row;
  const enter = () => document.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();

  it('move_over_the_rows_and_open', async () => {
    const onOpen = vi.fn();
    renderThemed(table({ onOpen }));
    enter();
    await userEvent.keyboard('{ArrowDown}j');
    expect(focused()).toBe('pve1');
    await userEvent.keyboard('k{Enter}');
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(nodes[1]);
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('pve1');
    await userEvent.keyboard('{Home}{ArrowUp}');
    expect(focused()).toBe('pve10');
  });

  it('letters_can_be_switched_off_and_arrows_cannot', async () => {
    setPreference('keys', false);
    renderThemed(table());
    enter();
    await userEvent.keyboard('j');
    expect(focused()).toBe('pve10');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('pve2');
  });

  it('one_tab_reaches_the_rows', () => {
    renderThemed(table());
    expect(document.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(1);
  });

  it('j_enters_the_table_of_the_page_from_anywhere', async () => {
    renderThemed(table({ primary: true }));
    await userEvent.keyboard('j');
    expect(focused()).toBe('pve10');
  });

  it('enter_on_a_link_in_a_row_is_the_links', async () => {
    const onOpen = vi.fn();
    renderThemed(table({ onOpen }));
    screen.getByText('pve2').focus();
    await userEvent.keyboard('{Enter}');
    expect(onOpen).not.toHaveBeenCalled();
  });
});

describe('groups', () => {
  it('have_heads_that_are_not_rows', () => {
    renderThemed(table({ groupOf: (n) => n.site, renderGroup: (site, rows) => ({ title: `${site} ${rows.length}` }) }));
    expect(screen.getByText('lab 3')).toBeTruthy();
    expect(order()).toHaveLength(3);
  });
});

describe('room', () => {
  it('columns_are_dropped_when_it_is_scarce', () => {
    browser.width = 200;
    renderThemed(table());
    expect(screen.queryByRole('columnheader', { name: /Now/ })).toBeNull();
    expect(head(/CPU/)).toBeTruthy();
  });

  it('on_a_phone_rows_have_two_lines', async () => {
    browser.matching.add(phoneQuery);
    const onOpen = vi.fn();
    renderThemed(table({ onOpen, renderCompact: (n) => <p>compact {n.id}</p>, groupOf: (n) => n.site }));
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByRole('list', { name: 'Nodes' })).toBeTruthy();
    await userEvent.click(screen.getByText('compact pve2'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(nodes[1]);
  });

  it.each([
    ['loading', { rows: undefined }],
    ['empty', { rows: [] }],
  ])('a_phone_has_the_state_%s_too', (_, props) => {
    browser.matching.add(phoneQuery);
    renderThemed(table({ ...props, renderCompact: (n) => n.id }));
    expect(screen.queryAllByRole('listitem')).toHaveLength(0);
  });
});

describe('long tables', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `n${i}`, cpu: i, site: 'lab' }));

  it('up_to_200_rows_are_drawn_whole', () => {
    renderThemed(table({ rows: many(200) }));
    expect(order()).toHaveLength(200);
  });

  it('beyond_that_only_those_near_the_window_and_the_count_is_told', () => {
    renderThemed(table({ rows: many(5000) }));
    expect(order().length).toBeGreaterThan(10);
    expect(order().length).toBeLessThan(200);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    const spacer = document.querySelector<HTMLElement>('.px-table-spacer td');
    expect(Number.parseInt(spacer?.style.height ?? '0', 10)).toBeGreaterThan(50_000);
  });
});

it('rows_that_did_not_change_are_not_drawn_again', () => {
  const cell = vi.fn((node: Node) => node.id);
  const counted: DataColumn<Node>[] = [{ id: 'name', header: 'Node', cell, meta: { width: 80 } }];
  const { rerender } = renderThemed(table({ columns: counted }));
  cell.mockClear();
  rerender(table({ columns: counted, rows: [nodes[0] as Node, { ...(nodes[1] as Node), cpu: 5 }, nodes[2] as Node] }));
  expect(cell.mock.calls.map(([node]) => node.id)).toEqual(['pve2']);
});
