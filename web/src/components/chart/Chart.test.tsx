import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderThemed, withBrowser } from '../testing';
import { Chart, type ChartProps } from './Chart';
import type { ChartSeries } from './model';

const browser = withBrowser();
const percent = (value: number) => `${Math.round(value)} %`;
const times = [0, 1, 2, 3, 4].map((i) => 1_000_000 + i * 600);
const cpu: ChartSeries[] = [
  {
    label: 'CPU',
    average: [10, 91, null, 40, 23],
    minimum: [5, 80, null, 30, 20],
    maximum: [15, 95, null, 50, 30],
    count: [60, 60, 0, 60, 58],
  },
];

function chart(props: Partial<ChartProps> = {}) {
  return <Chart label="CPU" times={times} series={cpu} format={percent} percent {...props} />;
}

describe('without a canvas', () => {
  it('the_figures_are_still_told', () => {
    renderThemed(chart());
    const figure = screen.getByRole('figure', { name: 'CPU' });
    expect(figure.textContent).toMatch(/CPU: now 23 %, highest 95 % at \d\d:\d\d\. 1 gap without evidence\./);
  });
});

describe('states', () => {
  it('loading_shows_no_figure', () => {
    vi.useFakeTimers();
    renderThemed(chart({ state: 'loading', series: [] }));
    expect(screen.queryByRole('img')).toBeNull();
    act(() => vi.advanceTimersByTime(300));
    expect(screen.getByRole('img', { name: 'Loading CPU' })).toBeTruthy();
  });

  it('empty_says_from_when_there_is_data', () => {
    renderThemed(chart({ state: 'empty', message: 'No data before 12 Nov' }));
    expect(screen.getByText('No data before 12 Nov')).toBeTruthy();
  });

  it('only_gaps_are_empty_without_being_told', () => {
    renderThemed(chart({ series: [{ label: 'CPU', average: [null, null, null, null, null] }] }));
    expect(screen.getByText('No data in this range')).toBeTruthy();
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('an_error_names_its_cause_in_the_plot', () => {
    renderThemed(chart({ state: 'error', message: 'database is busy' }));
    expect(screen.getByRole('alert').textContent).toBe('The history could not be read database is busy');
  });
});

describe('drawn', () => {
  let calls: string[];
  beforeEach(() => {
    browser.width = 600;
    calls = paintable();
  });
  const ready = async () => {
    await waitFor(() => expect(document.querySelector('.u-over')).not.toBeNull());
    return screen.getByRole('slider');
  };
  const told = () => screen.getByRole('slider').getAttribute('aria-valuetext');

  it('arrows_move_by_a_bucket_and_tell_what_it_holds', async () => {
    renderThemed(chart({ gapsBecause: [{ from: 1_001_200_000, to: 1_001_800_000, cause: 'the agent was updated' }] }));
    const slider = await ready();
    act(() => slider.focus());
    fireEvent.keyDown(slider, { key: 'End' });
    await waitFor(() => expect(told()).toMatch(/^\d\d:\d\d to \d\d:\d\d: avg 23 %, max 30 %$/));
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    await waitFor(() => expect(told()).toContain('not known, because the agent was updated'));
    expect(slider.getAttribute('aria-valuenow')).toBe('2');
  });

  it('the_tooltip_holds_span_extremes_and_samples', async () => {
    renderThemed(chart());
    const slider = await ready();
    act(() => slider.focus());
    fireEvent.keyDown(slider, { key: 'Home' });
    await waitFor(() => expect(document.querySelector('.px-chart-tip')).not.toBeNull());
    const text = document.querySelector('.px-chart-tip')?.textContent;
    expect(text).toMatch(/^\d\d:\d\d to \d\d:\d\dmax15 %avg10 %min5 %samples60$/);
    fireEvent.keyDown(slider, { key: 'Escape' });
    await waitFor(() => expect(document.querySelector('.px-chart-tip')).toBeNull());
  });

  it('charts_of_a_page_share_the_cursor', async () => {
    renderThemed(
      <>
        {chart({ syncKey: 'page' })}
        {chart({ syncKey: 'page', label: 'Memory' })}
      </>,
    );
    await waitFor(() => expect(document.querySelectorAll('.u-over')).toHaveLength(2));
    const [first, second] = screen.getAllByRole('slider');
    act(() => first?.focus());
    if (first) fireEvent.keyDown(first, { key: 'Home' });
    await waitFor(() => expect(second?.getAttribute('aria-valuenow')).toBe('0'));
    expect(document.querySelectorAll('.px-chart-tip')).toHaveLength(1);
  });

  it('limits_events_and_axis_are_written_on_it', async () => {
    renderThemed(
      chart({
        thresholds: [{ value: 80, state: 'warning' }],
        events: [{ at: 1_000_900_000, letter: 'a', label: 'backup' }],
      }),
    );
    await ready();
    await waitFor(() => expect(calls).toContain('fillText a'));
    expect(calls).toContain('fillText 80 %');
    expect(calls).toContain('fillText 100 %');
  });

  it('a_gap_is_hatched_and_a_change_of_theme_paints_anew', async () => {
    renderThemed(chart());
    await ready();
    await waitFor(() => expect(calls.filter((call) => call === 'clip').length).toBeGreaterThan(0));
    calls.length = 0;
    document.documentElement.setAttribute('data-mantine-color-scheme', 'light');
    await waitFor(() => expect(calls.filter((call) => call.startsWith('fillText')).length).toBeGreaterThan(0));
  });

  it('new_data_needs_no_new_plot', async () => {
    const { rerender } = renderThemed(chart());
    await ready();
    const plot = document.querySelector('.uplot');
    rerender(chart({ series: [{ label: 'CPU', average: [1, 2, 3, 4, 5] }] }));
    expect(document.querySelector('.uplot')).toBe(plot);
    expect(screen.getByRole('figure').textContent).toContain('now 5 %');
  });

  it('double_click_asks_for_the_whole', async () => {
    const onReset = vi.fn();
    renderThemed(chart({ onReset }));
    await ready();
    const over = document.querySelector('.u-over');
    if (over) fireEvent.dblClick(over);
    expect(onReset).toHaveBeenCalledOnce();
  });

  it('leaves_nothing_behind', async () => {
    const { unmount } = renderThemed(chart());
    await ready();
    unmount();
    expect(document.querySelector('.uplot')).toBeNull();
  });
});

/** A canvas that writes down what is painted. */
function paintable(): string[] {
  const calls: string[] = [];
  const context: Record<string | symbol, unknown> = { canvas: null };
  const recorder = new Proxy(context, {
    get: (target, name) => {
      if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
      if (name in target) return target[name];
      return (...args: unknown[]) => {
        calls.push(name === 'fillText' ? `fillText ${String(args[0]).replaceAll('\u202f', ' ')}` : String(name));
      };
    },
    set: (target, name, value) => {
      target[name] = value;
      return true;
    },
  });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(recorder as unknown as never);
  vi.stubGlobal(
    'Path2D',
    class {
      moveTo() {}
      lineTo() {}
      rect() {}
      arc() {}
      closePath() {}
      addPath() {}
    },
  );
  return calls;
}
