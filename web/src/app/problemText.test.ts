import { describe, expect, it } from 'vitest';
import { ApiProblem, toProblem } from '@/api/problem';
import { problemText } from './problemText';

describe('words for a problem', () => {
  it('come_from_the_catalogue_by_code_with_what_the_hub_adds', () => {
    const problem = ApiProblem.from(401, { code: 'wrong-credentials', title: 'whatever', detail: 'Try again in 4 s' });
    expect(problemText(problem)).toBe('Name or password is wrong. Try again in 4 s.');
  });

  it('are_those_of_the_hub_for_a_code_the_page_does_not_know', () => {
    expect(problemText(ApiProblem.from(409, { code: 'new-thing', title: 'It is so' }))).toBe('It is so.');
  });

  it.each([undefined, null, 'not json', 42, {}, { title: 7, code: [] }])('exist_for_a_body_of_%j', (body) => {
    const problem = ApiProblem.from(500, body);
    expect([problem.code, problemText(problem)]).toEqual(['http-500', 'HTTP 500.']);
  });

  it('do_not_blame_the_hub_for_a_fault_of_the_page', () => {
    expect(toProblem(new TypeError('x is undefined'))).toMatchObject({ code: 'page-failed', isLost: false });
  });

  it.each([
    [0, true],
    [502, true],
    [504, true],
    [503, false],
    [401, false],
  ])('with status %i: lost is %s', (status, isLost) => {
    expect(ApiProblem.from(status, null).isLost).toBe(isLost);
  });
});
