import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toProblem } from '@/api/problem';
import type { EndpointInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, LiveAge, Section, StateGlyph } from '@/components';
import { NewButton } from '@/features/access/ListHead';
import { useMay, useMayChange } from '@/features/access/may';
import { t } from '@/messages/t';
import { EndpointDrawer } from './EndpointDrawer';
import { NewEndpointDrawer } from './EndpointForm';
import { ENDPOINT_MANAGE, endpointsQuery } from './queries';
import { endpointHolds, endpointSays, endpointState } from './words';
import '@/features/access/accounts.css';
import './endpoints.css';

const route = getRouteApi('/settings');
const rowId = (endpoint: EndpointInfo) => endpoint.id;
const NEW = 'new';

/** The Proxmox servers this Proxima asks, and how they are. */
export function EndpointsTab() {
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const manages = useMay(ENDPOINT_MANAGE);
  const mayChange = useMayChange();
  const list = useQuery(endpointsQuery);
  const problem = list.error ? toProblem(list.error) : null;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  const chosen = list.data?.endpoints.find((endpoint) => endpoint.id === open);
  return (
    <Section
      title={t('endpoints.title')}
      note={list.data && t('endpoints.count', { total: list.data.endpoints.length })}
      aside={
        manages ? (
          <NewButton text={t('endpoints.new')} may={mayChange} onClick={() => show(NEW)} />
        ) : (
          <span className="dim">{t('endpoints.notAllowed')}</span>
        )
      }
    >
      <DataTable
        label={t('endpoints.title')}
        columns={COLUMNS}
        rows={list.data?.endpoints}
        rowId={rowId}
        primary
        selected={open}
        onOpen={(endpoint) => show(endpoint.id)}
        renderCompact={(endpoint) => <Compact endpoint={endpoint} />}
        error={
          problem
            ? { title: t('endpoints.failed'), detail: problemText(problem), retry: () => void list.refetch() }
            : undefined
        }
        empty={<Empty title={t('endpoints.none')} detail={t('endpoints.noneWhy')} />}
      />
      {open === NEW && manages && <NewEndpointDrawer close={() => show(undefined)} made={(made) => show(made.id)} />}
      {chosen && (
        <EndpointDrawer
          key={chosen.id}
          endpoint={chosen}
          mayChange={manages && mayChange}
          close={() => show(undefined)}
        />
      )}
    </Section>
  );
}

const COLUMNS: readonly DataColumn<EndpointInfo>[] = [
  {
    id: 'state',
    header: t('endpoints.state'),
    headerHidden: true,
    cell: (endpoint) => <StateGlyph state={endpointState(endpoint)} cause={endpointSays(endpoint)} />,
    meta: { width: 22 },
  },
  { id: 'name', header: t('endpoints.name'), cell: ({ name }) => <strong>{name}</strong>, meta: { width: 130 } },
  {
    id: 'kind',
    header: t('endpoints.kind'),
    cell: ({ kind, status }) => (
      <span className="nowrap">
        {t(`endpoints.kind.${kind}`)} <span className="dim">{status.version}</span>
      </span>
    ),
    meta: { width: 160, priority: 1 },
  },
  {
    id: 'address',
    header: t('endpoints.address'),
    cell: ({ addresses }) => <span className="id truncate">{addresses[0]}</span>,
    meta: { width: 190, priority: 3 },
  },
  {
    id: 'holds',
    header: t('endpoints.holds'),
    cell: (endpoint) => <Says endpoint={endpoint} />,
    meta: { width: 220, grow: true },
  },
  {
    id: 'answered',
    header: t('endpoints.answered'),
    cell: ({ status }) => (
      <span className="dim">
        {status.answeredAt ? <LiveAge at={status.answeredAt} form="ago" /> : t('endpoints.never')}
      </span>
    ),
    meta: { width: 120, priority: 2 },
  },
];

/** What it holds while it answers; why not while it does not. */
function Says({ endpoint }: { endpoint: EndpointInfo }) {
  const { state, message } = endpoint.status;
  if (state !== 'ok')
    return (
      <span className={state === 'unknown' ? 'dim truncate' : 'crit truncate'} title={message ?? undefined}>
        {message ?? endpointSays(endpoint)}
      </span>
    );
  return <span className="truncate">{endpointHolds(endpoint).join(', ')}</span>;
}

function Compact({ endpoint }: { endpoint: EndpointInfo }) {
  return (
    <div className="endpoint-compact">
      <span className="endpoint-name">
        <StateGlyph state={endpointState(endpoint)} cause={endpointSays(endpoint)} /> <strong>{endpoint.name}</strong>{' '}
        <span className="dim">{t(`endpoints.kind.${endpoint.kind}`)}</span>
      </span>
      <Says endpoint={endpoint} />
    </div>
  );
}
