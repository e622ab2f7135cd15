import type { Finding } from '@/api/types';
import { formatFor } from '@/lib/format';
import { getPreferences } from '@/lib/preferences';
import { en } from '@/messages/en';
import { isMessageKey } from '@/messages/t';

type Arguments = Finding['arguments'];

/**
 * The cause as a clause in the middle of a sentence, from the rule and its arguments; where this page does not know
 * the rule, the first clause of what the hub says.
 */
export function clauseOf(finding: Finding): string {
  const key = `clause.${finding.rule}`;
  if (!isMessageKey(key)) return firstClause(finding.text);
  const clause = fill(en[key], shown(finding));
  return clause ?? firstClause(finding.text);
}

/** "/var is 96 % full, rule allows 95" says enough with its first clause. */
export function firstClause(text: string): string {
  const end = text.search(/, |: /);
  return end < 0 ? text : text.slice(0, end);
}

/** Arguments as this person reads them. */
function shown({ rule, arguments: given }: Finding): Arguments {
  const celsius = Number(given.value);
  if (rule !== 'temperature-high' || Number.isNaN(celsius)) return given;
  return { ...given, value: formatFor(getPreferences()).temperature(celsius) };
}

/** Null when an argument is missing: a sentence with a hole is worse than the hub's own. */
function fill(template: string, given: Arguments): string | null {
  let isWhole = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = given[name];
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? text : null;
}
