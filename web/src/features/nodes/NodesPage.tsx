import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import { nodesQuery } from '@/api/queries';
import type { NodeSummary } from '@/api/types';
import { problemText } from '@/app/problemText';
import { useTitle } from '@/app/title';
import { DataTable, Empty, Pager, Section } from '@/components';
import { useFeed } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import { NodeCompact, type NodeRow } from './cells';
import { useNodeColumns } from './columns';
import { sortForHub } from './order';
import { TrendsProvider } from './trends';

const PAGE_SIZE = 100;
const route = getRouteApi('/nodes');
const rowId = (row: NodeRow) => row.id;

/** All nodes; the hub pages, sorts and filters, the address says how. */
export function NodesPage() {
  useTitle(t('nodes.title'));
  const { search, sort, page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useNodeColumns();
  const feed = useFeed();
  const list = useQuery(
    nodesQuery({ search, sort: sortForHub(sort), offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
  );
  const rows = useMemo(
    () => list.data?.items.map((listed: NodeSummary): NodeRow => ({ id: listed.id, listed })),
    [list.data],
  );
  const total = list.data?.total ?? 0;
  const problem = list.error ? toProblem(list.error) : null;

  return (
    <>
      <h1 tabIndex={-1} className="visually-hidden">
        {t('nodes.title')}
      </h1>
      <TrendsProvider>
        <Section
          title={t('nodes.title')}
          note={list.data && (search ? t('nodes.found', { total, search }) : t('nodes.count', { total }))}
        >
          <DataTable
            label={t('nodes.title')}
            columns={columns}
            rows={rows}
            rowId={rowId}
            rowHeight={28}
            primary
            serverSorted
            sort={sort}
            onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next, page: undefined }) })}
            onOpen={(row) => void navigate({ to: '/nodes/$id', params: { id: row.id } })}
            renderCompact={(row) => <NodeCompact row={row} />}
            stale={feed === 'lost' ? (live.store.getHeardAt() ?? undefined) : undefined}
            error={
              problem
                ? { title: t('nodes.failed'), detail: problemText(problem), retry: () => void list.refetch() }
                : undefined
            }
            empty={<NothingFound search={search} showAll={() => void navigate({ search: {} })} />}
          />
        </Section>
      </TrendsProvider>
      <Pager
        label={t('nodes.title')}
        page={page}
        size={PAGE_SIZE}
        total={total}
        onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
      />
    </>
  );
}

function NothingFound({ search, showAll }: { search: string | undefined; showAll: () => void }) {
  if (!search) return <Empty title={t('nodes.empty')} />;
  return (
    <Empty title={t('nodes.none', { search })} actions={<Button onClick={showAll}>{t('nodes.noneFix')}</Button>} />
  );
}
