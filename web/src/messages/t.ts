import { createElement, Fragment, type ReactNode } from 'react';
import { decimal } from '../lib/units';
import { en } from './en';

/*
 * A message is text with places in braces: `{name}` is replaced, `{count|# node|# nodes}` also chooses the form
 * that fits the number (in the order of the language's plural categories), with the number in place of #.
 */

export type MessageKey = keyof typeof en;

type PlaceNames<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : Place) | PlaceNames<Rest>
  : never;

type CountNames<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : never) | CountNames<Rest>
  : never;

/** What has to be given for a message: numbers where it counts, anything printable elsewhere. */
export type MessageParams<Key extends MessageKey, Value = string | number> = {
  readonly [Name in PlaceNames<(typeof en)[Key]>]: Name extends CountNames<(typeof en)[Key]> ? number : Value;
};

type Args<Key extends MessageKey, Value = string | number> = [PlaceNames<(typeof en)[Key]>] extends [never]
  ? []
  : [params: MessageParams<Key, Value>];

const place = /\{(\w+)(?:\|([^{}]*))?\}/g;
const rules = new Intl.PluralRules('en');
/** Plural categories of the catalogue's language, in the order its forms are written. */
const categories: readonly Intl.LDMLPluralRule[] = ['one', 'other'];

/** The text for a key, with its places filled. */
export function t<Key extends MessageKey>(key: Key, ...args: Args<Key>): string {
  return pieces(en[key], args[0]).join('');
}

/** As `t`, but places may hold elements: `rich('finding.on', { node: <b>pve1</b> })`. */
export function rich<Key extends MessageKey>(key: Key, ...args: Args<Key, ReactNode>): ReactNode {
  return createElement(Fragment, null, ...pieces<ReactNode>(en[key], args[0]));
}

/** Whether a text names a message: for keys that come from outside, as problem codes do. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

function pieces<Value>(text: string, params: object | undefined): (string | Value)[] {
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  const out: (string | Value)[] = [];
  let end = 0;
  for (const match of text.matchAll(place)) {
    out.push(text.slice(end, match.index));
    out.push(fill<Value>(match[1] ?? '', match[2], values));
    end = match.index + match[0].length;
  }
  out.push(text.slice(end));
  return out.filter((piece) => piece !== '');
}

function fill<Value>(name: string, forms: string | undefined, values: Map<string, unknown>): string | Value {
  const value = values.get(name);
  if (forms !== undefined) return plural(forms.split('|'), Number(value));
  if (typeof value === 'number') return Number.isInteger(value) ? decimal(value) : String(value);
  return value as Value;
}

function plural(forms: readonly string[], count: number): string {
  const index = categories.indexOf(rules.select(count));
  const form = forms[Math.min(index < 0 ? forms.length - 1 : index, forms.length - 1)] ?? '';
  return form.replaceAll('#', decimal(count));
}
