import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toProblem } from '@/api/problem';
import { storageQuery } from '@/api/queries';
import type { DiskHealthList, NodeStorage } from '@/api/types';
import { problemText } from '@/app/problemText';
import { useTitle } from '@/app/title';
import { Evidence, LiveAge, LoadingLines, Problem, StateGlyph } from '@/components';
import { useNode } from '@/features/node/useNode';
import { rich, t } from '@/messages/t';
import { DiskDrawer } from './DiskDrawer';
import { DiskTable } from './DiskTable';
import { KernelTrouble, Mounts, RemoteMounts } from './Mounts';
import { Pools } from './Pools';
import './storage.css';

const route = getRouteApi('/nodes/$id/storage');

/** Disks and mounts of one node, every fact with its age. Opening it touches no disk. */
export function StoragePage() {
  const { id } = route.useParams();
  const { view } = useNode(id);
  const query = useQuery(storageQuery(id));
  const name = view?.summary.name;
  useTitle(name ? t('storage.of', { node: name }) : t('storage.title'));
  return (
    <>
      <header className="storage-head">
        <h1 tabIndex={-1}>{name ? t('storage.of', { node: name }) : t('storage.title')}</h1>
        {name && (
          <Link to="/nodes/$id" params={{ id }}>
            {t('storage.back', { node: name })}
          </Link>
        )}
      </header>
      {query.data ? (
        <Storage id={id} storage={query.data} />
      ) : query.error ? (
        <Problem
          title={t('storage.failed')}
          detail={problemText(toProblem(query.error))}
          state="unknown"
          retry={() => void query.refetch()}
        />
      ) : (
        <LoadingLines note={t('storage.loading')} />
      )}
    </>
  );
}

function Storage({ id, storage }: { id: string; storage: NodeStorage }) {
  const { disk: shown } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (disk: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, disk }), resetScroll: false });
  const disks = storage.disks.value;
  const open = disks?.disks.find((disk) => disk.id === shown);
  return (
    <>
      <p className="storage-ledger">
        {storage.disksAt ? (
          <span className="dim">{rich('storage.readAt', { age: <LiveAge at={storage.disksAt} form="ago" /> })}</span>
        ) : (
          <span className="dim">{t('storage.never')}</span>
        )}
        {disks && <Ledger disks={disks} />}
      </p>
      <Pools storage={storage} />
      <DiskTable storage={storage} shown={shown} show={show} />
      <Mounts storage={storage} />
      {storage.pools && <RemoteMounts part={storage.pools.remoteMounts} />}
      {storage.pools && <KernelTrouble part={storage.pools.kernelLog} />}
      {shown !== undefined && (
        <DiskDrawer key={shown} id={id} disk={open} isLocal={storage.isLocal} close={() => show(undefined)} />
      )}
    </>
  );
}

/** What watching woke: it must read none. */
function Ledger({ disks }: { disks: DiskHealthList }) {
  const words =
    disks.wakes === 0
      ? t('storage.ledger.none')
      : rich('storage.ledger.some', { count: disks.wakes, age: <LiveAge at={disks.lastWakeAt} form="ago" /> });
  return (
    <Evidence
      title={t('storage.ledger.title')}
      lines={[
        t('storage.ledger.rule'),
        { label: t('storage.ledger.count'), value: String(disks.wakes) },
        { label: t('storage.ledger.last'), value: <LiveAge at={disks.lastWakeAt} form="ago" /> },
      ]}
      source={t('disk.source')}
    >
      {disks.wakes > 0 && <StateGlyph state="warning" cause={t('storage.ledger.title')} decorative />} {words}
    </Evidence>
  );
}
