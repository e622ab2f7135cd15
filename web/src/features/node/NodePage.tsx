import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ApiProblem, toProblem } from '@/api/problem';
import { problemText } from '@/app/problemText';
import { DEFAULT_RANGE, type NodeSearch, stepRange } from '@/app/search';
import { useShortcuts } from '@/app/shortcuts';
import { useTitle } from '@/app/title';
import { LoadingLines, Problem, Section } from '@/components';
import { FindingRows, NoFindings } from '@/features/findings/FindingRows';
import { worstFirst } from '@/features/overview/sentence';
import { useNodeIds, useWatch } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import { Charts } from './Charts';
import { Collectors } from './Collectors';
import { Disks } from './Disks';
import { eventsOf } from './events';
import { Filesystems } from './Filesystems';
import { FindingDrawer } from './FindingDrawer';
import { Interfaces } from './Interfaces';
import { NodeHead } from './NodeHead';
import { ProcessDrawer } from './ProcessDrawer';
import { Processes } from './Processes';
import { Sensors } from './Sensors';
import { type NodeView, useNode } from './useNode';
import './node.css';

const route = getRouteApi('/nodes/$id');

export function NodePage() {
  const { id } = route.useParams();
  const { query, view } = useNode(id);
  useTitle(view?.summary.name ?? t('node.title'));
  useWatch(id);
  if (view) return <Node key={id} id={id} view={view} />;
  if (query.error) return <Missing problem={toProblem(query.error)} retry={() => void query.refetch()} />;
  return <LoadingLines />;
}

function Missing({ problem, retry }: { problem: ApiProblem; retry: () => void }) {
  const isGone = problem.status === 404;
  return (
    <>
      <h1 tabIndex={-1} className="visually-hidden">
        {t('node.title')}
      </h1>
      <Problem
        title={isGone ? t('node.missing') : t('node.failed')}
        detail={isGone ? t('node.missingDetail') : problemText(problem)}
        state="unknown"
        retry={isGone ? undefined : retry}
      />
    </>
  );
}

function Node({ id, view }: { id: string; view: NodeView }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<NodeSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  // What opens beside the page is a step that Back undoes.
  const open = useCallback(
    (next: Partial<NodeSearch>) => void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false }),
    [navigate],
  );
  const setRange = (range: NodeSearch['range']) => open({ range, from: undefined, to: undefined });
  useNodeKeys(id, search, setRange);
  const findings = useMemo(() => [...view.findings].sort(worstFirst), [view.findings]);
  const events = useMemo(() => eventsOf(findings), [findings]);

  return (
    <>
      <NodeHead view={view} search={search} setRange={setRange} />
      <div className="node-body">
        <div className="node-main">
          <Charts id={id} view={view} search={search} change={open} events={events} />
          <Filesystems view={view} />
          <Disks view={view} show={(disk) => change({ disk })} />
          <Interfaces view={view} show={(name) => change({ interface: name })} />
          <Processes
            id={id}
            search={search}
            change={change}
            open={(process) => open({ process, finding: undefined })}
          />
        </div>
        <div className="node-side">
          <Section
            title={t('findings.title')}
            note={findings.length > 0 ? String(findings.length) : undefined}
            id="findings"
          >
            {findings.length > 0 ? (
              <FindingRows findings={findings} />
            ) : (
              <NoFindings how={t('findings.looked', { sources: view.detail.collectors.length })} />
            )}
          </Section>
          <Sensors id={id} view={view} search={search} />
        </div>
        <div className="node-known">
          <Collectors view={view} />
        </div>
      </div>
      {search.process !== undefined ? (
        <ProcessDrawer
          key={search.process}
          id={id}
          pid={search.process}
          close={() => change({ process: undefined })}
          open={(process) => open({ process })}
        />
      ) : search.finding !== undefined ? (
        <FindingDrawer
          key={search.finding}
          view={view}
          findingKey={search.finding}
          close={() => change({ finding: undefined })}
        />
      ) : null}
    </>
  );
}

/** [ ] change the range, arrows go to the node before and after. */
function useNodeKeys(
  id: string,
  { range = DEFAULT_RANGE }: NodeSearch,
  setRange: (range: NodeSearch['range']) => void,
): void {
  const navigate = route.useNavigate();
  const ids = useNodeIds();
  const go = (step: -1 | 1) => {
    const names = [...ids].sort((a, b) =>
      (live.store.getNode(a)?.name ?? '').localeCompare(live.store.getNode(b)?.name ?? '', 'en', { numeric: true }),
    );
    const next = names[names.indexOf(id) + step];
    if (next) void navigate({ to: '/nodes/$id', params: { id: next }, search: { range } });
  };
  useShortcuts({
    '[': () => setRange(stepRange(range, -1)),
    ']': () => setRange(stepRange(range, 1)),
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
  });
}
