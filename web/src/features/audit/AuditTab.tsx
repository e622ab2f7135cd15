import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import type { AuditRecord } from '@/api/types';
import { problemText } from '@/app/problemText';
import type { AuditSearch } from '@/app/search';
import { type DataColumn, DataTable, Empty, Section, StateGlyph } from '@/components';
import { moment, zoned } from '@/lib/format';
import { t } from '@/messages/t';
import { AuditDrawer } from './AuditDrawer';
import { AuditFilters } from './AuditFilters';
import { AuditState } from './AuditState';
import { auditQuery, EXPORT_FORMATS, exportAddress } from './queries';
import './audit.css';

const route = getRouteApi('/access');
const rowId = (entry: AuditRecord) => String(entry.sequence);

/** Who did what, from where, and how it ended: newest first, as far back as one asks. */
export default function AuditTab() {
  const { open, text, principal, action, outcome, from, to } = route.useSearch();
  const search: AuditSearch = useMemo(
    () => ({ text, principal, action, outcome, from, to }),
    [text, principal, action, outcome, from, to],
  );
  const navigate = route.useNavigate();
  const columns = useMemo(columnsOf, []);
  const list = useInfiniteQuery(auditQuery(search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const problem = list.error ? toProblem(list.error) : null;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  const chosen = rows?.find((entry) => rowId(entry) === open);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <AuditState />
      <Section
        title={t('audit.title')}
        note={t('audit.note')}
        aside={
          <span className="audit-exports">
            {t('audit.export')}
            {EXPORT_FORMATS.map((format) => (
              <a key={format} className="claim" href={exportAddress(format, search)} download>
                {t(`audit.format.${format}`)}
              </a>
            ))}
          </span>
        }
      >
        <AuditFilters
          value={search}
          onChange={(next) => void navigate({ search: { tab: 'audit', ...next }, replace: true })}
        />
        <DataTable
          label={t('audit.title')}
          columns={columns}
          rows={rows}
          rowId={rowId}
          primary
          serverSorted
          selected={open}
          onOpen={(entry) => show(rowId(entry))}
          renderCompact={(entry) => <Compact entry={entry} />}
          error={
            problem
              ? { title: t('audit.failed'), detail: problemText(problem), retry: () => void list.refetch() }
              : undefined
          }
          empty={<Empty title={isFiltered ? t('audit.notFound') : t('audit.none')} />}
        />
        {list.hasNextPage && (
          <div className="px-actions">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('audit.older')}
            </Button>
          </div>
        )}
      </Section>
      {chosen && <AuditDrawer key={rowId(chosen)} entry={chosen} close={() => show(undefined)} />}
    </>
  );
}

const now = () => Date.now();

function columnsOf(): readonly DataColumn<AuditRecord>[] {
  return [
    {
      id: 'outcome',
      header: t('audit.outcome'),
      headerHidden: true,
      cell: (entry) => <Outcome entry={entry} />,
      meta: { width: 24 },
    },
    {
      id: 'at',
      header: t('audit.at'),
      cell: ({ at }) => <span title={zoned(at)}>{moment(at, now())}</span>,
      meta: { width: 110 },
    },
    { id: 'principal', header: t('audit.who'), cell: (entry) => <Who entry={entry} />, meta: { width: 150 } },
    {
      id: 'action',
      header: t('audit.action'),
      cell: ({ action }) => <span className="id">{action}</span>,
      meta: { width: 160 },
    },
    {
      id: 'target',
      header: t('audit.target'),
      cell: ({ target }) => (
        <span className="truncate mid id" title={target ?? undefined}>
          {target ?? <span className="dim">–</span>}
        </span>
      ),
      meta: { width: 180, grow: true, priority: 1 },
    },
    {
      id: 'error',
      header: t('audit.error'),
      cell: ({ error }) => (
        <span className="truncate mid" title={error ?? undefined}>
          {error}
        </span>
      ),
      meta: { width: 160, grow: true, priority: 3 },
    },
    {
      id: 'address',
      header: t('audit.address'),
      cell: ({ address }) => <span className="dim id">{address ?? t('audit.local')}</span>,
      meta: { width: 130, priority: 2 },
    },
  ];
}

function Outcome({ entry }: { entry: AuditRecord }) {
  const word = outcomeWord(entry.outcome);
  const state = entry.outcome === 'done' ? 'ok' : entry.outcome === 'refused' ? 'warning' : 'critical';
  return <StateGlyph state={state} cause={word} />;
}

/** The hub's word in ours; a word that is none of ours is shown as it is, for it is evidence. */
export function outcomeWord(outcome: string): string {
  if (outcome === 'done' || outcome === 'refused' || outcome === 'failed') return t(`audit.outcome.${outcome}`);
  return outcome;
}

function Who({ entry }: { entry: AuditRecord }) {
  return (
    <span className="truncate" title={entry.token ? t('audit.byToken', { token: entry.token }) : undefined}>
      {entry.principal}
      {entry.token && <span className="dim id"> {t('tokens.begins', { prefix: entry.token })}</span>}
    </span>
  );
}

function Compact({ entry }: { entry: AuditRecord }) {
  return (
    <div className="audit-compact">
      <Outcome entry={entry} />
      <span className="id truncate">{entry.action}</span>
      <span className="dim">{moment(entry.at, now())}</span>
      <span className="audit-compact-more truncate dim">
        {entry.principal} {entry.target}
      </span>
    </div>
  );
}
