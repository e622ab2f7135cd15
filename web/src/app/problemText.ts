import type { ApiProblem } from '@/api/problem';
import { isMessageKey, t } from '@/messages/t';

/** Words for a problem: the catalogue's for its code, else the hub's own; and what the hub adds of the case at hand. */
export function problemText(problem: ApiProblem): string {
  const key = `problem.${problem.code}`;
  // Messages of problems have no places to fill.
  const head = isMessageKey(key) ? (t as (key: string) => string)(key) : sentence(problem.title);
  return problem.detail === null ? head : `${head} ${sentence(problem.detail)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
