import type { ApiProblem } from '@/api/problem';
import { isMessageKey, t } from '@/messages/t';

/** Words for a problem: the catalogue's for its code, else what the hub says of it. */
export function problemText(problem: ApiProblem): string {
  const key = `problem.${problem.code}`;
  if (problem.detail !== null) return problem.detail;
  return isMessageKey(key) ? (t as (key: string) => string)(key) : problem.title;
}
