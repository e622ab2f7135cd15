import createClient from 'openapi-fetch';
import { ApiProblem } from './problem';
import type { paths } from './schema';

const TIME_LIMIT_MS = 20_000;

type Listener = (problem: ApiProblem) => void;
const refusals = new Set<Listener>();

/** Calls back when the hub says that nobody is signed in (401) or that it is not set up yet (403 setup-needed). */
export function onRefusal(listener: Listener): () => void {
  refusals.add(listener);
  return () => refusals.delete(listener);
}

async function limitedFetch(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  try {
    return await globalThis.fetch(new Request(request, { signal }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw ApiProblem.lost();
  }
}

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  fetch: limitedFetch,
  // series=a&series=b, as ASP.NET Core reads arrays.
  querySerializer: { array: { style: 'form', explode: true } },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer, or its problem thrown. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  const problem = ApiProblem.from(response.status, error);
  const isRefusal = response.status === 401 || problem.code === 'setup-needed';
  if (isRefusal && !response.url.endsWith('/api/login')) for (const listener of refusals) listener(problem);
  throw problem;
}
