import type { NodeStorage } from '@/api/types';
import type { State } from '@/components';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';

/** One thing that disks make up: a ZFS pool, an md array, a volume group or thin pool, a btrfs. */
export interface PoolRow {
  id: string;
  kind: string;
  name: string;
  state: State;
  /** One clause: the state in the words of the program, and what it does now. */
  cause: string;
  usedPercent: number | null;
  sizeBytes: number | null;
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
    const scan = status?.scan?.state === 'running' ? t('storage.pools.scan', { what: status.scan.function }) : null;
    const words = [state, scan, status?.status].filter(Boolean).join(', ');
    return {
      ...row('ZFS', pool, zfsState(state, status?.dataErrors), words),
      usedPercent: space?.capacityPercent ?? share(space?.allocatedBytes, space?.sizeBytes),
      sizeBytes: space?.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
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
    const sync = array.sync ? t('storage.pools.scan', { what: array.sync.action }) : null;
    const words = [
      array.level,
      isKnown(wanted) && isKnown(working) ? t('storage.pools.devices', { working, wanted }) : null,
      sync,
    ];
    return {
      ...row('md', array.name, !array.isActive ? 'stopped' : isShort ? 'critical' : 'ok', words.filter(Boolean).join(', ') || '–'),
      sizeBytes: array.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
}

function lvm(part: Pools['lvm']): PoolRow[] {
  const report = part.reading.value;
  if (!report) return failed('LVM', part);
  const groups = report.volumeGroups.map((group) => ({
    ...row('LVM', group.name, group.isPartial ? 'critical' : 'ok', t(group.isPartial ? 'storage.pools.partial' : 'storage.pools.group')),
    usedPercent: isKnown(group.freeBytes) ? share((group.sizeBytes ?? 0) - group.freeBytes, group.sizeBytes) : null,
    sizeBytes: group.sizeBytes ?? null,
    readAt: part.readAt ?? null,
  }));
  const pools = report.logicalVolumes
    .filter((volume) => volume.kind === 'thin-pool')
    .map((volume) => ({
      ...row('LVM', `${volume.group}/${volume.name}`, thinState(volume.health), thinWords(volume)),
      usedPercent: volume.dataPercent ?? null,
      sizeBytes: volume.sizeBytes ?? null,
      readAt: part.readAt ?? null,
    }));
  return [...groups, ...pools];
}

function thinState(health: string | null | undefined): State {
  if (!health) return 'unknown';
  return health === 'ok' ? 'ok' : 'critical';
}

function thinWords(volume: { health?: string | null; metadataPercent?: number | null }): string {
  const metadata = isKnown(volume.metadataPercent)
    ? t('storage.pools.metadata', { percent: `${Math.round(volume.metadataPercent)}%` })
    : null;
  return [volume.health ?? t('storage.pools.noHealth'), metadata].filter(Boolean).join(', ');
}

function btrfs(part: Pools['btrfs']): PoolRow[] {
  const list = part.reading.value;
  if (!list) return failed('btrfs', part);
  return list.filesystems.map((each) => {
    const isShort = each.devices.some((device) => device.isMissing);
    const data = each.spaces.find((space) => space.kind === 'data');
    return {
      ...row('btrfs', each.label ?? each.uuid, isShort ? 'critical' : 'ok', t(isShort ? 'storage.pools.missing' : 'storage.pools.whole')),
      usedPercent: share(data?.usedBytes, data?.totalBytes),
      sizeBytes: data?.totalBytes ?? null,
      readAt: part.readAt ?? null,
    };
  });
}
