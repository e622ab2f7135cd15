import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/api/client';
import type { AuditSearch } from '@/app/search';

const PAGE_SIZE = 100;

/** What the address says, as the hub reads it: moments with their zone. */
export function filterOf({ text, principal, action, outcome, from, to }: AuditSearch) {
  const moment = (local: string | undefined) => (local ? new Date(local).toISOString() : undefined);
  return { text, principal, action, outcome, from: moment(from), to: moment(to) };
}

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'entries', search],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        client.GET('/api/audit', {
          params: { query: { ...filterOf(search), before: pageParam ?? undefined, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.before ?? null,
  });

export const auditSummaryQuery = queryOptions({
  queryKey: ['audit', 'summary'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/audit/summary', { signal })),
  refetchInterval: 60_000,
});

export const EXPORT_FORMATS = ['csv', 'jsonl', 'syslog', 'cef'] as const;

/** The address of an export of what the filter finds. */
export function exportAddress(format: (typeof EXPORT_FORMATS)[number], search: AuditSearch): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filterOf(search))) if (value) query.set(name, value);
  return `/api/audit/export?${query}`;
}
