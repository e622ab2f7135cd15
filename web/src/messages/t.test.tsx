import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { en } from './en';
import { isMessageKey, rich, t } from './t';

it('places_are_filled', () => {
  expect(t('state.because', { word: 'Critical', cause: 'disk sdb is failing' })).toBe('Critical: disk sdb is failing');
});

it.each([
  [0, 'Nodes, 0 rows'],
  [1, 'Nodes, 1 row'],
  [2, 'Nodes, 2 rows'],
  [1200, 'Nodes, 1\u202f200 rows'],
])('%d_takes_its_form', (rows, text) => expect(t('table.rows', { label: 'Nodes', rows })).toBe(text));

it('texts_with_braces_and_markup_are_not_read_as_messages', () => {
  expect(t('state.unknownBecause', { cause: '{word} <b>' })).toBe('Unknown, because {word} <b>');
});

it('elements_stand_in_places', () => {
  const { container } = render(<p>{rich('state.unknownBecause', { cause: <b>ws2 is down</b> })}</p>);
  expect(container.innerHTML).toBe('<p>Unknown, because <b>ws2 is down</b></p>');
});

it('keys_from_outside_are_checked', () => {
  expect(isMessageKey('state.ok')).toBe(true);
  expect(isMessageKey('toString')).toBe(false);
});

it('every_message_is_well_formed', () => {
  for (const [key, text] of Object.entries<string>(en)) {
    expect(text.trim(), key).toBe(text);
    expect(text, key).not.toBe('');
    const outside = text.replaceAll(/\{\w+(\|[^{}]*\|[^{}]*)?\}/g, '');
    expect(outside, `${key} has a brace that is no place`).not.toMatch(/[{}]/);
  }
});
