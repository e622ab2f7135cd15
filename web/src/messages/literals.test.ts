import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { literalsOf } from './literals';

const source = join(import.meta.dirname, '..');
/** Seen in development only. */
const exempt = [/\.test\.tsx$/, /components\/testing\.tsx$/, /components\/Gallery\.tsx$/, /components\/gallery\//];

it('no_component_or_page_holds_text_of_its_own', () => {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => relative(source, join(source, name)).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.tsx') && !exempt.some((pattern) => pattern.test(name)))
    .flatMap((name) =>
      literalsOf(name, readFileSync(join(source, name), 'utf8')).map(({ line, text }) => `${name}:${line} "${text}"`),
    );
  expect(found, 'put the text into messages/ and show it with t()').toEqual([]);
});

it.each([
  ['text', '<p>Hello</p>', 'Hello'],
  ['an_expression', "<p>{'Hello'}</p>", 'Hello'],
  ['a_branch', "<p>{a ? 'Yes' : null}</p>", 'Yes'],
  ['a_guard', "<p>{a && 'Shown'}</p>", 'Shown'],
  ['a_template', '<p>{`${n} nodes`}</p>', 'nodes'],
  ['a_spoken_attribute', '<a title="Open it" />', 'Open it'],
  ['a_spoken_expression', '<a aria-label={`Open ${n}`} />', 'Open'],
])('%s_is_found', (_, jsx, text) => {
  expect(literalsOf('x.tsx', `const x = ${jsx};`)).toEqual([{ line: 1, text }]);
});

it.each([
  '<p> · / ? → 12 % </p>',
  '<p className="Hello" />',
  "<p>{t('page.title')}</p>",
  '<kbd>Esc</kbd>',
  '<p>{n} GiB</p>',
  '<p>/metrics</p>',
])('%s_is_let_through', (jsx) => expect(literalsOf('x.tsx', `const x = ${jsx};`)).toEqual([]));
