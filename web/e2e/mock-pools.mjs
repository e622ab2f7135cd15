// What the disks of the made-up host make up: a pool that resilvers, arrays, a thin pool whose metadata is full, a dead mount.
const TIB = 2 ** 40;
const GIB = 2 ** 30;
const HOUR = 3600e3;

const iso = (at) => new Date(at).toISOString();

const vdev = (name, state, more = {}) => ({
  name,
  state,
  type: 'disk',
  class: 'normal',
  readErrors: 0,
  writeErrors: 0,
  checksumErrors: 0,
  children: [],
  ...more,
});

export function poolsOf(now) {
  const dated = (value, age = 40e3) => ({ reading: { value }, readAt: iso(now - age) });
  return {
    zfs: dated(
      {
        states: [
          { pool: 'tank', state: 'DEGRADED' },
          { pool: 'rpool', state: 'ONLINE' },
        ],
        status: {
          value: {
            pools: [
              {
                name: 'tank',
                state: 'DEGRADED',
                isExported: false,
                status:
                  'One or more devices is currently being resilvered.  The pool will continue to function, possibly in a degraded state.',
                scan: {
                  function: 'resilver',
                  state: 'running',
                  percent: 9.62,
                  remainingSeconds: 11722,
                  startedAt: iso(now - HOUR),
                },
                dataErrors: 0,
                damagedFiles: [],
                root: vdev('tank', 'DEGRADED', {
                  type: 'root',
                  children: [
                    vdev('raidz2-0', 'DEGRADED', {
                      type: 'raidz2',
                      children: [
                        vdev('sda', 'ONLINE'),
                        vdev('sdf', 'FAULTED', { readErrors: 12, note: 'too many errors' }),
                      ],
                    }),
                  ],
                }),
              },
              {
                name: 'rpool',
                state: 'ONLINE',
                isExported: false,
                scan: { function: 'scrub', state: 'finished', endedAt: iso(now - 200 * HOUR), errors: 0 },
                dataErrors: 0,
                damagedFiles: [],
              },
            ],
          },
        },
        space: {
          value: {
            pools: [
              { name: 'tank', sizeBytes: 87.3 * TIB, allocatedBytes: 71 * TIB, capacityPercent: 81, devices: [] },
              { name: 'rpool', sizeBytes: 1.8 * TIB, allocatedBytes: 0.3 * TIB, capacityPercent: 17, devices: [] },
            ],
          },
        },
        datasets: {
          value: {
            datasets: [],
            snapshots: [
              {
                dataset: 'tank/data',
                count: 412,
                usedBytes: 1.7 * TIB,
                oldestAt: iso(now - 900 * 24 * HOUR),
                newestAt: iso(now - HOUR),
              },
              {
                dataset: 'rpool/ROOT',
                count: 3,
                usedBytes: 2 * GIB,
                oldestAt: iso(now - 30 * 24 * HOUR),
                newestAt: iso(now - HOUR),
              },
            ],
          },
        },
      },
      400e3,
    ),
    mdRaid: dated({
      personalities: ['raid1'],
      arrays: [
        {
          name: 'md0',
          isActive: true,
          isReadOnly: false,
          level: 'raid1',
          sizeBytes: 1e12,
          wantedDevices: 2,
          workingDevices: 1,
          slots: 'U_',
          sync: { action: 'recovery', state: 'running', percent: 8.5, remainingSeconds: 7200 },
          members: [],
        },
        {
          name: 'md1',
          isActive: true,
          isReadOnly: false,
          level: 'raid5',
          sizeBytes: 4e12,
          wantedDevices: 3,
          workingDevices: 3,
          slots: 'UUU',
          sync: { action: 'resync', state: 'delayed' },
          members: [],
        },
      ],
    }),
    lvm: dated(
      {
        physicalVolumes: [],
        volumeGroups: [{ name: 'pve', sizeBytes: 930 * GIB, freeBytes: 16 * GIB, isPartial: false }],
        logicalVolumes: [
          {
            name: 'data',
            group: 'pve',
            kind: 'thin-pool',
            sizeBytes: 794 * GIB,
            health: 'ok',
            dataPercent: 62,
            metadataPercent: 95.3,
          },
        ],
        warnings: [],
      },
      3 * 60e3,
    ),
    btrfs: dated({
      filesystems: [
        {
          uuid: '0abb23a9-579b-43e6-ad30-227ef47fcb9d',
          label: 'media',
          devices: [{ id: 1, isMissing: true }],
          spaces: [{ kind: 'data', totalBytes: 4e12, usedBytes: 3.1e12 }],
        },
      ],
    }),
    ceph: { reading: { absent: 'Ceph is not installed' }, readAt: iso(now - 40e3) },
    remoteMounts: dated({
      mounts: [
        {
          mountPoint: '/mnt/pve/nas',
          source: '192.0.2.10:/export/backups',
          type: 'nfs4',
          isReadOnly: false,
          space: { failed: 'no answer within 2 s, silent since 14:02' },
        },
        {
          container: 104,
          mountPoint: '/srv/media',
          source: '//192.0.2.11/media',
          type: 'cifs',
          isReadOnly: true,
          space: { value: { totalBytes: 8e12, usedBytes: 7e12, availableBytes: 1e12 } },
        },
      ],
    }),
    kernelLog: dated({
      lines: 2100,
      counts: [
        { family: 'ata-link', device: 'ata3', count: 12 },
        { family: 'block-io', device: 'sdf', count: 48 },
      ],
      events: [],
    }),
  };
}
