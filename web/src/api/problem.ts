/** RFC 9457 problem of the hub, or the absence of any answer (status 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string | null = null,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? title);
  }

  get isLost(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504;
  }

  static lost(): ApiProblem {
    return new ApiProblem(0, 'hub-lost', 'The hub does not answer');
  }

  /** Reads the problem out of an answer, whatever its body turns out to be. */
  static from(status: number, body: unknown): ApiProblem {
    const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : null);
    return new ApiProblem(
      status,
      text('code') ?? `http-${status}`,
      text('title') ?? `HTTP ${status}`,
      text('detail'),
      fields,
    );
  }
}

export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(-1, 'page-failed', error instanceof Error ? error.message : String(error));
}
