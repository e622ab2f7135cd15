import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { setPreference } from '../lib/preferences';
import { Evidence, EvidenceBody } from './Evidence';
import { renderThemed, withBrowser } from './testing';

withBrowser();

function claim() {
  return (
    <Evidence
      title="disk sdb is failing"
      lines={['Reallocated 8, then 64 in 6 h.', { label: 'rule', value: '4 a day' }]}
      source="/dev/sdb"
      age="7 min"
    >
      sdb
    </Evidence>
  );
}

const opened = () => screen.queryByRole('dialog');

describe('opens', () => {
  it('by_click_with_rule_source_and_age', async () => {
    renderThemed(claim());
    expect(opened()).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'sdb' }));
    const text = opened()?.textContent;
    for (const part of ['disk sdb is failing', 'Reallocated 8', 'rule', '4 a day', '/dev/sdb', '7 min'])
      expect(text).toContain(part);
    expect(screen.getByRole('button').getAttribute('aria-expanded')).toBe('true');
  });

  it.each(['{Enter}', ' ', 'e'])('by_%s', async (key) => {
    renderThemed(claim());
    await userEvent.tab();
    await userEvent.keyboard(key);
    expect(opened()).not.toBeNull();
  });

  it('not_by_e_when_single_letters_are_off', async () => {
    setPreference('keys', false);
    renderThemed(claim());
    await userEvent.tab();
    await userEvent.keyboard('e');
    expect(opened()).toBeNull();
  });

  it('not_by_ctrl_e_which_belongs_to_the_browser', async () => {
    renderThemed(claim());
    await userEvent.tab();
    await userEvent.keyboard('{Control>}e{/Control}');
    expect(opened()).toBeNull();
  });
});

it('escape_closes_and_gives_the_focus_back', async () => {
  renderThemed(claim());
  const button = screen.getByRole('button', { name: 'sdb' });
  await userEvent.click(button);
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(opened()).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});

it('a_second_click_closes', async () => {
  renderThemed(claim());
  await userEvent.click(screen.getByRole('button', { name: 'sdb' }));
  await userEvent.click(screen.getByRole('button', { name: 'sdb' }));
  await waitFor(() => expect(opened()).toBeNull());
});

it('the_row_below_does_not_hear_the_click', async () => {
  const row = vi.fn();
  // biome-ignore lint/a11y: a stand-in for a table row
  renderThemed(<div onClick={row}>{claim()}</div>);
  await userEvent.click(screen.getByRole('button', { name: 'sdb' }));
  expect(row).not.toHaveBeenCalled();
});

it('without_any_evidence_it_says_that', () => {
  const { container } = renderThemed(<EvidenceBody lines={[]} />);
  expect(container.textContent).toContain('Nothing else known');
});
