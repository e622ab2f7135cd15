import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import type { ProcessFigures, ProcessList } from '@/api/types';
import { problemText } from '@/app/problemText';
import type { NodeSearch } from '@/app/search';
import { type DataColumn, DataTable, Empty, LoadingLines, Problem, Section } from '@/components';
import { age, useFormat } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { isMessageKey, t } from '@/messages/t';
import { Figure, ReadingOf } from './ReadingOf';
import { useProcesses } from './useProcesses';

export interface ProcessesProps {
  id: string;
  search: NodeSearch;
  change: (search: Partial<NodeSearch>) => void;
  open: (pid: number) => void;
}

const rowId = (process: ProcessFigures) => String(process.pid);

export function Processes({ id, search, change, open }: ProcessesProps) {
  const query = useProcesses(id);
  const list = query.data?.value;
  return (
    <Section
      title={t('processes.title')}
      note={list ? t('processes.count', { total: list.total, threads: list.threads }) : undefined}
      aside={
        <input
          type="search"
          className="section-search"
          aria-label={t('processes.search')}
          placeholder={t('processes.search')}
          maxLength={200}
          value={search.search ?? ''}
          onChange={(event) => change({ search: event.target.value || undefined })}
        />
      }
      id="processes"
    >
      {query.data ? (
        <ReadingOf reading={query.data}>
          {(value) => <Table list={value} search={search} change={change} open={open} />}
        </ReadingOf>
      ) : query.error ? (
        <Problem
          title={t('processes.failed')}
          detail={problemText(toProblem(query.error))}
          state="unknown"
          retry={() => void query.refetch()}
        />
      ) : (
        <LoadingLines />
      )}
    </Section>
  );
}

function Table({ list, search, change, open }: { list: ProcessList } & Omit<ProcessesProps, 'id'>) {
  const { bytes } = useFormat();
  const columns = useMemo(() => columnsWith(bytes), [bytes]);
  const term = search.search ?? '';
  const rows = useMemo(() => list.processes.filter((process) => matches(process, term)), [list, term]);
  return (
    <>
      <DataTable
        label={t('processes.title')}
        columns={columns}
        rows={rows}
        rowId={rowId}
        sort={search.sort ?? '-cpu'}
        onSort={(sort) => change({ sort: sort === '-cpu' ? undefined : sort })}
        onOpen={(process) => open(process.pid)}
        selected={search.process === undefined ? undefined : String(search.process)}
        renderCompact={(process) => <Compact process={process} />}
        empty={
          term === '' ? (
            <Empty title={t('processes.empty')} />
          ) : (
            <Empty
              title={t('processes.none', { search: term })}
              actions={<Button onClick={() => change({ search: undefined })}>{t('processes.noneFix')}</Button>}
            />
          )
        }
      />
      <p className="section-foot">
        {list.windowSeconds === 0 ? t('processes.firstScan') : t('processes.shown', { shown: list.processes.length })}
      </p>
    </>
  );
}

export function matches({ name, pid, user, guestId }: ProcessFigures, search: string): boolean {
  const terms = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [name, pid, user, guestId]
    .filter((value) => value !== null && value !== undefined)
    .join(' ')
    .toLowerCase();
  return terms.every((term) => text.includes(term));
}

function columnsWith(bytes: (value: number) => string): readonly DataColumn<ProcessFigures>[] {
  return [
    {
      id: 'name',
      header: t('processes.name'),
      cell: ({ name }) => <strong title={name}>{name}</strong>,
      sortValue: ({ name }) => name,
      meta: { width: 130, grow: true },
    },
    {
      id: 'cpu',
      header: t('processes.cpu'),
      cell: ({ cpuPercent }) => <Cpu percent={cpuPercent} />,
      sortValue: ({ cpuPercent }) => cpuPercent,
      meta: { width: 64, align: 'right' },
    },
    {
      id: 'memory',
      header: t('processes.memory'),
      cell: ({ residentBytes }) => bytes(residentBytes),
      sortValue: ({ residentBytes }) => residentBytes,
      meta: { width: 84, align: 'right' },
    },
    {
      id: 'pid',
      header: t('processes.pid'),
      cell: ({ pid }) => <span className="id">{pid}</span>,
      sortValue: ({ pid }) => pid,
      sortFirst: 'asc',
      meta: { width: 78, align: 'right', priority: 3 },
    },
    {
      id: 'user',
      header: t('processes.user'),
      cell: (process) => <span className="mid">{userOf(process)}</span>,
      meta: { width: 92, priority: 2 },
    },
    {
      id: 'state',
      header: t('processes.state'),
      cell: ({ state }) => <span className="mid">{stateWord(state)}</span>,
      meta: { width: 104, priority: 4 },
    },
    {
      id: 'guest',
      header: t('processes.guest'),
      cell: ({ guestId }) =>
        isKnown(guestId) ? <span className="id">{guestId}</span> : <span className="dim">–</span>,
      meta: { width: 62, priority: 6 },
    },
    {
      id: 'threads',
      header: t('processes.threads'),
      cell: ({ threads }) => decimal(threads),
      meta: { width: 66, align: 'right', priority: 5 },
    },
    {
      id: 'age',
      header: t('processes.age'),
      cell: ({ ageSeconds }) => <span className="dim">{age(ageSeconds)}</span>,
      sortValue: ({ ageSeconds }) => ageSeconds,
      meta: { width: 92, align: 'right', priority: 1 },
    },
  ];
}

function Cpu({ percent }: { percent: number | null | undefined }) {
  const format = useFormat();
  return (
    <Figure
      text={isKnown(percent) ? format.percent(percent, percent < 10 ? 1 : 0) : null}
      cause={t('processes.firstScan')}
    />
  );
}

export function userOf({ user, userId }: ProcessFigures): string {
  return user ?? (isKnown(userId) ? t('processes.uid', { id: String(userId) }) : '?');
}

/** The letter of /proc/PID/stat in words; a letter the kernel added since stays a letter. */
export function stateWord(state: string): string {
  const key = `state.process.${state}`;
  return isMessageKey(key) ? (t as (key: string) => string)(key) : state;
}

function Compact({ process }: { process: ProcessFigures }) {
  const { bytes } = useFormat();
  return (
    <div className="compact-row">
      <span />
      <strong className="truncate">{process.name}</strong>
      <span>
        <Cpu percent={process.cpuPercent} />
      </span>
      <span className="compact-more dim">
        <span>
          {userOf(process)}, <span className="id">{process.pid}</span>
        </span>
        <span>{bytes(process.residentBytes)}</span>
      </span>
    </div>
  );
}
