import type { NodeStorage } from '@/api/types';
import type { State } from '@/components';
import { duration } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { t } from '@/messages/t';

/** One thing that disks make up: a ZFS pool, an md array, a volume group or thin pool, a btrfs. */
export interface PoolRow {
  id: string;
  kind: string;
  name: string;
  state: State;
  /** One clause: the state in the words of the program, and what it does now. */
  cause: string;
  /** Null where it should be known and is not; undefined for what is not filled at all: an array, a volume group. */
  usedPercent: number | null | undefined;
  sizeBytes: number | null;
  /** Not given to any volume yet: said of a volume group, where full is normal. */
  freeBytes?: number | null;
  readAt: string | null;
}

type Pools = NonNullable<NodeStorage['pools']>;

/** Rows of every kind; what could not be read is one row that says so, and what this host does not have is none. */
export function poolRows(pools: Pools): PoolRow[] {
  return [...zfs(pools.zfs), ...md(pools.mdRaid), ...lvm(pools.lvm), ...btrfs(pools.btrfs)];
}

function failed(kind: string, part: { reading: { failed?: string | null }; readAt?: string | null }): PoolRow[] {
  const cause = part.reading.failed;
  if (!cause) return [];
  return [{ ...row(kind, kind, 'unknown', cause), readAt: part.readAt ?? null }];
}

function row(kind: string, name: string, state: State, cause: string): PoolRow {
  return { id: `${kind}:${name}`, kind, name, state, cause, usedPercent: null, sizeBytes: null, readAt: null };
}

const share = (used: number | null | undefined, size: number | null | undefined) =>
  isKnown(used) && isKnown(size) && size > 0 ? (used / size) * 100 : null;

function zfs(part: Pools['zfs']): PoolRow[] {
  const facts = part.reading.value;
  if (!facts) return failed('ZFS', part);
  return facts.states.map(({ pool, state }) => {
    const status = facts.status.value?.pools.find((each) => each.name === pool);
    const space = facts.space.value?.pools.find((each) => each.name === pool);
    const words = [
      state,
      work(status?.scan?.function, status?.scan),
      isKnown(status?.dataErrors) && status.dataErrors > 0
        ? t('storage.pools.damaged', { count: status.dataErrors })
        : null,
      status?.status,
      snapshotWords(pool, facts.datasets.value?.snapshots ?? []),
    ];
    return {
      ...row('ZFS', pool, zfsState(state, status?.dataErrors), words.filter(Boolean).join(', ')),
      usedPercent: space?.capacityPercent ?? share(space?.allocatedBytes, space?.sizeBytes),
      sizeBytes: space?.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
}

interface Work {
  state?: string;
  percent?: number | null;
  remainingSeconds?: number | null;
}

/** "resilver 9.6%, 3 h 15 min left" while it runs; another word of the program (delayed, paused) as it says it. */
function work(what: string | null | undefined, scan: Work | null | undefined): string | null {
  if (!what || !scan || ['none', 'finished', 'cancelled'].includes(scan.state ?? 'none')) return null;
  if (scan.state !== 'running') return `${what} ${scan.state}`;
  const percent = isKnown(scan.percent) ? `${decimal(Math.round(scan.percent * 10) / 10)}%` : null;
  return [
    percent ? t('storage.pools.work', { what, percent }) : t('storage.pools.scan', { what }),
    isKnown(scan.remainingSeconds) ? t('storage.pools.left', { time: duration(scan.remainingSeconds) }) : null,
  ]
    .filter(Boolean)
    .join(', ');
}

interface Snapshots {
  dataset: string;
  count: number;
  usedBytes?: number | null;
  oldestAt?: string | null;
}

/** How many snapshots a pool keeps, and how old the oldest is. */
function snapshotWords(pool: string, all: readonly Snapshots[]): string | null {
  const own = all.filter((each) => each.dataset === pool || each.dataset.startsWith(`${pool}/`));
  const count = own.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return null;
  const times = own.map((each) => Date.parse(each.oldestAt ?? '')).filter(Number.isFinite);
  if (times.length === 0) return t('storage.pools.snapshots', { count });
  const age = duration((Date.now() - Math.min(...times)) / 1000);
  return t('storage.pools.snapshotsSince', { count, age });
}

function zfsState(state: string, errors: number | null | undefined): State {
  if (state !== 'ONLINE') return state === 'DEGRADED' ? 'warning' : 'critical';
  return isKnown(errors) && errors > 0 ? 'critical' : 'ok';
}

function md(part: Pools['mdRaid']): PoolRow[] {
  const list = part.reading.value;
  if (!list) return failed('md', part);
  return list.arrays.map((array) => {
    const { wantedDevices: wanted, workingDevices: working } = array;
    const isShort = isKnown(wanted) && isKnown(working) && working < wanted;
    const words = [
      array.level,
      isKnown(wanted) && isKnown(working) ? t('storage.pools.devices', { working, wanted }) : null,
      work(array.sync?.action, array.sync),
    ];
    return {
      ...row(
        'md',
        array.name,
        !array.isActive ? 'stopped' : isShort ? 'critical' : 'ok',
        words.filter(Boolean).join(', ') || '–',
      ),
      usedPercent: undefined,
      sizeBytes: array.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
}

function lvm(part: Pools['lvm']): PoolRow[] {
  const report = part.reading.value;
  if (!report) return failed('LVM', part);
  const groups = (report.volumeGroups ?? []).map((group) => ({
    ...row(
      'LVM',
      group.name,
      group.isPartial ? 'critical' : 'ok',
      t(group.isPartial ? 'storage.pools.partial' : 'storage.pools.group'),
    ),
    freeBytes: group.freeBytes ?? null,
    usedPercent: undefined,
    sizeBytes: group.sizeBytes ?? null,
    readAt: part.readAt ?? null,
  }));
  const pools = (report.logicalVolumes ?? [])
    .filter((volume) => volume.kind === 'thin-pool')
    .map((volume) => ({
      ...row('LVM', `${volume.group}/${volume.name}`, thinState(volume), thinWords(volume)),
      usedPercent: volume.dataPercent ?? null,
      sizeBytes: volume.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    }));
  return [...groups, ...pools];
}

interface ThinPool {
  health?: string | null;
  dataPercent?: number | null;
  metadataPercent?: number | null;
}

/** A thin pool whose metadata is full stops like one whose data is; it is seldom looked at. */
function thinState({ health, dataPercent, metadataPercent }: ThinPool): State {
  const fullest = Math.max(dataPercent ?? 0, metadataPercent ?? 0);
  if ((health && health !== 'ok') || fullest >= 95) return 'critical';
  if (fullest >= 80) return 'warning';
  return health ? 'ok' : 'unknown';
}

function thinWords(volume: ThinPool): string {
  const metadata = isKnown(volume.metadataPercent)
    ? t('storage.pools.metadata', { percent: `${Math.round(volume.metadataPercent)}%` })
    : null;
  return [volume.health ?? t('storage.pools.noHealth'), metadata].filter(Boolean).join(', ');
}

function btrfs(part: Pools['btrfs']): PoolRow[] {
  const list = part.reading.value;
  if (!list) return failed('btrfs', part);
  return list.filesystems.map((each) => {
    const isShort = (each.devices ?? []).some((device) => device.isMissing);
    const data = (each.spaces ?? []).find((space) => space.kind === 'data');
    return {
      ...row(
        'btrfs',
        each.label ?? each.uuid,
        isShort ? 'critical' : 'ok',
        t(isShort ? 'storage.pools.missing' : 'storage.pools.whole'),
      ),
      usedPercent: share(data?.usedBytes, data?.totalBytes),
      sizeBytes: data?.totalBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
}
