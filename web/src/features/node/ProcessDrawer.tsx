import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ApiProblem, toProblem } from '@/api/problem';
import { processQuery } from '@/api/queries';
import type { ProcessDetail } from '@/api/types';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { Empty, LoadingLines, Problem } from '@/components';
import { age, useFormat, zoned } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { t } from '@/messages/t';
import { stateWord, userOf } from './Processes';
import { ReadingOf } from './ReadingOf';

interface ProcessDrawerProps {
  id: string;
  pid: number;
  close: () => void;
  open: (pid: number) => void;
}

export function ProcessDrawer({ id, pid, close, open }: ProcessDrawerProps) {
  const query = useQuery(processQuery(id, pid));
  const problem = query.error ? toProblem(query.error) : null;
  const name = query.data?.value?.figures.name;
  const title = name ? t('process.title', { name, pid: String(pid) }) : t('process.loading', { pid: String(pid) });
  return (
    <SideDrawer title={problem ? t('processes.title') : title} close={close}>
      {problem ? (
        <Failed problem={problem} pid={pid} retry={() => void query.refetch()} />
      ) : query.data ? (
        <ReadingOf reading={query.data}>{(detail) => <Detail detail={detail} open={open} />}</ReadingOf>
      ) : (
        <LoadingLines />
      )}
      {!problem && <p className="section-foot">{t('process.source', { pid: String(pid) })}</p>}
    </SideDrawer>
  );
}

function Failed({ problem, pid, retry }: { problem: ApiProblem; pid: number; retry: () => void }) {
  if (problem.status === 404 && problem.code !== 'not-local') {
    return <Empty title={t('process.gone', { pid: String(pid) })} detail={t('process.goneDetail')} />;
  }
  return (
    <Problem
      title={t('process.failed', { pid: String(pid) })}
      detail={problemText(problem)}
      state="unknown"
      retry={retry}
    />
  );
}

function Detail({ detail, open }: { detail: ProcessDetail; open: (pid: number) => void }) {
  const { percent, bytes } = useFormat();
  const { figures } = detail;
  const hidden = <span className="dim">{t('process.notAllowed')}</span>;
  const amount = (value: number | null | undefined) => (isKnown(value) ? bytes(value) : hidden);
  const rows: [string, ReactNode][] = [
    [
      t('processes.cpu'),
      isKnown(figures.cpuPercent) ? (
        percent(figures.cpuPercent, 1)
      ) : (
        <span className="dim">{t('processes.firstScan')}</span>
      ),
    ],
    [t('process.resident'), bytes(figures.residentBytes)],
    [t('process.virtual'), amount(detail.virtualBytes)],
    [t('process.swap'), amount(detail.swapBytes)],
    [t('process.read'), amount(detail.readBytes)],
    [t('process.written'), amount(detail.writtenBytes)],
    [t('process.files'), isKnown(detail.openFiles) ? decimal(detail.openFiles) : hidden],
    [t('processes.threads'), decimal(figures.threads)],
    [t('processes.state'), stateWord(figures.state)],
    [t('processes.user'), userOf(figures)],
    [t('process.nice'), isKnown(detail.nice) ? decimal(detail.nice) : hidden],
    [
      t('process.started'),
      detail.startedAt
        ? `${zoned(detail.startedAt)}, ${t('age.ago', { age: age(figures.ageSeconds) })}`
        : t('age.ago', { age: age(figures.ageSeconds) }),
    ],
    [
      t('process.parent'),
      figures.parentPid > 0 ? (
        <button type="button" className="px-evidence id" onClick={() => open(figures.parentPid)}>
          {figures.parentPid}
        </button>
      ) : (
        '–'
      ),
    ],
    [t('processes.guest'), isKnown(figures.guestId) ? <span className="id">{figures.guestId}</span> : '–'],
    [t('process.executable'), detail.executable ?? hidden],
    [t('process.folder'), detail.workingDirectory ?? hidden],
    [t('process.cgroup'), detail.cgroup ?? '–'],
  ];
  return (
    <>
      <p className="process-command id">{detail.commandLine || <span className="dim">{t('process.kernel')}</span>}</p>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
