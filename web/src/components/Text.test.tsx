import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { setHubOffset } from '../lib/clock';
import { Empty, KeyHint, LiveAge, LoadingLines, Problem, Readout, Section, Segmented } from './index';
import { renderThemed, withBrowser } from './testing';

withBrowser();

describe('Readout', () => {
  it('shows_value_and_unit', () => {
    const { container } = render(<Readout label="CPU" value={0} unit="%" />);
    expect(container.textContent).toBe('CPU0 %');
    expect(container.querySelector('[data-unknown]')).toBeNull();
  });

  it.each([null, undefined, Number.NaN, '?'])('%s_is_a_question_mark_with_a_reason', (value) => {
    const { container } = render(<Readout label="CPU" value={value} unit="%" unknownBecause="pve1 is starting" />);
    const shown = container.querySelector('[data-unknown]');
    expect(shown?.getAttribute('title')).toBe('not known, because pve1 is starting');
    expect(shown?.querySelector('[aria-hidden]')?.textContent).toBe('?');
    expect(container.textContent).not.toContain('%');
  });

  it('has_a_reason_even_when_none_was_given', () => {
    const { container } = render(<Readout label="CPU" value={null} />);
    expect(container.querySelector('[data-unknown]')?.getAttribute('title')).toContain('nothing has reported it yet');
  });

  it('on_its_way_is_neither_a_figure_nor_unknown', () => {
    const { container } = render(<Readout label="CPU" value={null} loading />);
    expect(container.textContent).toBe('CPU');
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Loading');
  });
});

it('a_section_is_a_region_named_by_its_heading', () => {
  render(
    <Section title="Nodes" note="9 in 3 clusters" id="nodes">
      rows
    </Section>,
  );
  expect(screen.getByRole('region', { name: 'Nodes' }).id).toBe('nodes');
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Nodes');
});

describe('LiveAge', () => {
  const start = Date.parse('2026-11-21T09:40:21Z');

  it('grows_by_itself', () => {
    vi.useFakeTimers({ now: start });
    setHubOffset(0);
    const { container } = render(<LiveAge at={start - 4000} form="old" />);
    expect(container.textContent).toBe('4\u00a0s old');
    act(() => vi.advanceTimersByTime(3000));
    expect(container.textContent).toBe('7\u00a0s old');
  });

  it('names_the_moment_and_its_zone', () => {
    vi.useFakeTimers({ now: start });
    const { container } = render(<LiveAge at={start} form="ago" />);
    const time = container.querySelector('time');
    expect(time?.dateTime).toBe('2026-11-21T09:40:21.000Z');
    expect(time?.title).toContain('2026');
    expect(time?.textContent).toBe('0\u00a0s ago');
  });

  it.each([null, undefined, 'rubbish'])('%s_is_never', (at) => {
    expect(render(<LiveAge at={at} />).container.textContent).toBe('never');
  });

  it('a_narrow_cell_has_one_unit', () => {
    vi.useFakeTimers({ now: start });
    expect(render(<LiveAge at={start - 23_340_000} form="short" />).container.textContent).toBe('6\u00a0h');
  });
});

describe('Problem', () => {
  it('says_what_where_and_what_to_do', async () => {
    const retry = vi.fn();
    renderThemed(
      <Problem title="pve3 answers 403" detail="The token lacks Sys.Audit." fix="pveum acl modify /" retry={retry} />,
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('pve3 answers 403');
    expect(alert.textContent).toContain('pveum acl modify /');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('without_a_way_to_retry_has_no_button', () => {
    renderThemed(<Problem title="gone" state="unknown" />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('gone').className).not.toContain('crit');
  });
});

it('empty_says_what_excluded_everything', () => {
  render(
    <Empty
      title="No guests match cpu>95"
      detail="Highest now is 88 %."
      actions={<button type="button">Clear</button>}
    />,
  );
  expect(screen.getByText('Highest now is 88 %.')).toBeTruthy();
  expect(screen.getByRole('button')).toBeTruthy();
});

it('loading_lines_wait_300_ms', () => {
  vi.useFakeTimers();
  const { container } = render(<LoadingLines note="62 guests" />);
  expect(container.querySelectorAll('.px-line')).toHaveLength(0);
  act(() => vi.advanceTimersByTime(299));
  expect(container.textContent).toBe('');
  act(() => vi.advanceTimersByTime(1));
  expect(container.querySelectorAll('.px-line')).toHaveLength(3);
  expect(container.textContent).toBe('62 guests');
  expect(screen.getByRole('status').getAttribute('aria-busy')).toBe('true');
});

it('keys_are_shown_one_by_one', () => {
  const { container } = render(<KeyHint keys={['g', 'n']} />);
  expect([...container.querySelectorAll('kbd')].map((key) => key.textContent)).toEqual(['g', 'n']);
});

describe('Segmented', () => {
  const options = [
    { value: '1h', label: '1 h' },
    { value: '24h', label: '24 h' },
  ] as const;

  it('is_a_named_group_of_radio_buttons', () => {
    render(<Segmented label="Range" value="24h" options={options} onChange={() => undefined} />);
    expect(screen.getByRole('radiogroup', { name: 'Range' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '24 h' }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '1 h' }).checked).toBe(false);
  });

  it('tells_what_was_chosen', async () => {
    const onChange = vi.fn();
    render(<Segmented label="Range" value="24h" options={options} onChange={onChange} />);
    await userEvent.click(screen.getByRole('radio', { name: '1 h' }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith('1h');
  });

  it('two_on_a_page_do_not_share_a_choice', () => {
    const { container } = render(
      <>
        <Segmented label="A" value="1h" options={options} onChange={() => undefined} />
        <Segmented label="B" value="24h" options={options} onChange={() => undefined} />
      </>,
    );
    expect(new Set([...container.querySelectorAll('input')].map((input) => input.name)).size).toBe(2);
  });
});
