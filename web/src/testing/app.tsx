import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import { vi } from 'vitest';
import { createQueryClient } from '@/api/queries';
import type { FleetOverview, NodeDetail, NodeSummary } from '@/api/types';
import { AccessGate } from '@/app/AccessGate';
import { createAppRouter } from '@/app/router';
import { live } from '@/live/live';
import { ThemeRoot } from '@/theme/ThemeRoot';
import { figuresSample, fleetSample, nodeSample } from './samples';

type Answer = { status?: number; body: unknown } | 'lost';

/** Answers of the hub by path without the query; the first path that fits the beginning wins. */
export type Hub = Record<string, Answer | ((request: Request) => Answer | Promise<Answer>)>;

export const signedIn: Answer = {
  body: { needsSetup: false, me: { name: 'anna', displayName: 'anna', scopes: ['read'] }, version: '0.1.0' },
};

/** The whole page in a test, at an address, with a hub that answers from a table. Returns what was asked of it. */
export function openPage(address: string, hub: Hub): { asked: string[]; path: () => string } {
  const asked: string[] = [];
  const table: Hub = { '/api/access': signedIn, '/api/history/sparks': emptySparks, '/api/live': { body: {} }, ...hub };
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const request = input instanceof Request ? input : new Request(new URL(input, 'http://hub'));
    const { pathname, search } = new URL(request.url);
    asked.push(`${request.method} ${pathname}${search}`);
    if (pathname.endsWith('/history')) return json(emptyPast);
    const found = Object.keys(table)
      .sort((a, b) => b.length - a.length)
      .find((path) => pathname.startsWith(path));
    const entry = found === undefined ? undefined : table[found];
    const answer = typeof entry === 'function' ? await entry(request) : entry;
    if (answer === undefined || answer === 'lost') throw new TypeError('the line is cut');
    return json(answer.body, answer.status);
  });
  vi.stubGlobal('SharedWorker', SilentWorker);
  vi.stubGlobal('scrollTo', () => undefined);
  const history = createMemoryHistory({ initialEntries: [address] });
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  render(
    <ThemeRoot env="test">
      <QueryClientProvider client={queries}>
        <AccessGate>
          <RouterProvider router={createAppRouter(history) as never} />
        </AccessGate>
      </QueryClientProvider>
    </ThemeRoot>,
  );
  return { asked, path: () => history.location.href };
}

/** Says what the stream would say. */
export function hear(fleet: Partial<FleetOverview>, nodes: NodeSummary[]): void {
  const data = {
    version: 1,
    fleet: fleetSample({ at: new Date().toISOString(), nodes: nodes.length, ...fleet }),
    nodes,
  };
  act(() => {
    live.store.receive({ kind: 'connection', state: 'open' });
    live.store.receive({ kind: 'snapshot', data });
  });
}

export function detailSample(more: Partial<NodeDetail> = {}): NodeDetail {
  return { summary: nodeSample(), facts: null, figures: figuresSample(), findings: [], collectors: [], ...more };
}

const past = { from: '2026-11-20T08:40:00Z', to: '2026-11-20T09:40:00Z', bucketSeconds: 60 };
const emptyPast = { ...past, times: [], series: [] };
const emptySparks = { body: { ...past, series: 'cpu.busy', nodes: [] } };

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** Stands for the worker that holds the stream: tests speak for it. */
class SilentWorker {
  readonly port = { addEventListener: () => undefined, start: () => undefined, postMessage: () => undefined };
}
