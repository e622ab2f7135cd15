import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import type { FleetOverview } from '@/api/types';
import { Part } from '@/app/Part';
import { useTitle } from '@/app/title';
import { DataTable, Empty, LoadingLines, Section, type State, StateGlyph, stateOf } from '@/components';
import { FindingRows, NoFindings } from '@/features/findings/FindingRows';
import { NodeCompact, type NodeRow } from '@/features/nodes/cells';
import { useNodeColumns } from '@/features/nodes/columns';
import { useStableOrder } from '@/features/nodes/order';
import { TrendsProvider } from '@/features/nodes/trends';
import { useFeed, useFleet, useNodeIds } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import { FleetNow } from './FleetNow';
import { lookedAt } from './lookedAt';
import { Readouts } from './Readouts';
import { worstFirst } from './sentence';
import './overview.css';

/** More nodes than this are for the list, which the hub pages. */
const MOST_ROWS = 50;
const route = getRouteApi('/');
const HostNow = lazy(() => import('./HostNow'));
const rowId = (row: NodeRow) => row.id;

/** One glance: is everything okay, what is worst, which hosts, how old is this. */
export function OverviewPage() {
  useTitle(t('overview.title'));
  const fleet = useFleet();
  return (
    <>
      <h1 tabIndex={-1} className="visually-hidden">
        {t('overview.title')}
      </h1>
      <Readouts />
      <OpenFindings fleet={fleet} />
      <TrendsProvider>
        <NodeTable fleet={fleet} />
      </TrendsProvider>
      <Closer />
    </>
  );
}

/** Below the list: the one host itself, or the extremes of several. */
function Closer() {
  const ids = useNodeIds();
  const [only] = ids;
  if (only === undefined) return null;
  if (ids.length > 1) return <FleetNow />;
  return (
    <Part>
      <HostNow key={only} id={only} />
    </Part>
  );
}

function OpenFindings({ fleet }: { fleet: FleetOverview | null }) {
  if (fleet === null) {
    return (
      <Section title={t('overview.findings')}>
        <LoadingLines />
      </Section>
    );
  }
  const findings = [...fleet.findings].sort(worstFirst);
  return (
    <Section
      title={t('overview.findings')}
      note={findings.length > 0 ? t('overview.findingsCount', { findings: findings.length }) : undefined}
      aside={fleet.problems > findings.length ? t('overview.findingsShown', { shown: findings.length }) : undefined}
    >
      {findings.length > 0 ? (
        <FindingRows findings={findings} nodeName={(id) => live.store.getNode(id)?.name ?? id.slice(0, 8)} />
      ) : fleet.severity === 'ok' || fleet.severity === 'info' ? (
        <NoFindings how={t('overview.findingsHow', { things: lookedAt(fleet) })} />
      ) : (
        <Empty title={t('status.unexplained', { word: t(`state.${stateOf(fleet.severity)}`) })} />
      )}
    </Section>
  );
}

function NodeTable({ fleet }: { fleet: FleetOverview | null }) {
  const { sort } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useNodeColumns();
  const feed = useFeed();
  const order = useStableOrder(useNodeIds(), live.store.getNode);
  const rows = useMemo(() => order.slice(0, MOST_ROWS).map((id): NodeRow => ({ id, listed: null })), [order]);
  const isMore = order.length > MOST_ROWS;
  return (
    <Section
      title={t('overview.nodes')}
      note={fleet ? t('nodes.count', { total: fleet.nodes }) : undefined}
      aside={<Legend />}
    >
      <DataTable
        label={t('overview.nodes')}
        columns={columns}
        rows={fleet === null ? undefined : rows}
        rowId={rowId}
        rowHeight={28}
        primary
        sort={sort}
        onSort={(next) => void navigate({ search: { sort: next }, replace: true })}
        onOpen={(row) => void navigate({ to: '/nodes/$id', params: { id: row.id } })}
        renderCompact={(row) => <NodeCompact row={row} />}
        stale={feed === 'lost' ? (live.store.getHeardAt() ?? undefined) : undefined}
        empty={<Empty title={t('nodes.empty')} />}
      />
      {isMore && (
        <p className="list-foot">
          <Link to="/nodes" className="claim">
            {t('overview.nodesAll')}
          </Link>
        </p>
      )}
    </Section>
  );
}

const LEGEND: readonly State[] = ['ok', 'note', 'warning', 'critical', 'unknown'];

function Legend() {
  return (
    <ul className="legend" aria-label={t('overview.legend')}>
      {LEGEND.map((state) => (
        <li key={state}>
          <StateGlyph state={state} cause={t(`state.${state}`)} decorative />
          {t(`state.${state}`).toLowerCase()}
        </li>
      ))}
    </ul>
  );
}
