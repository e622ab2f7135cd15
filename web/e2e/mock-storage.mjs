// The storage of a host that has everything: twelve disks, one of each trouble.
import { poolsOf } from './mock-pools.mjs';

const GIB = 2 ** 30;
const HOUR = 3600e3;

const iso = (at) => new Date(at).toISOString();

function attribute(id, name, value, threshold, count, more = {}) {
  return {
    id,
    name,
    value,
    worst: value,
    threshold,
    isPrefail: id === 5,
    failed: 'never',
    raw: String(count),
    count,
    ...more,
  };
}

function report(more = {}) {
  return {
    tool: '7.4',
    protocol: 'ata',
    isSmartAvailable: true,
    isSmartEnabled: true,
    isPassed: true,
    temperatureCelsius: 34,
    powerOnHours: 32771,
    powerCycles: 41,
    attributes: [
      attribute(1, 'Raw_Read_Error_Rate', 82, 44, 0),
      attribute(5, 'Reallocated_Sector_Ct', 100, 10, 8),
      attribute(9, 'Power_On_Hours', 63, 0, 32771),
      attribute(194, 'Temperature_Celsius', 34, 0, 34),
      attribute(197, 'Current_Pending_Sector', 100, 0, 0),
      attribute(199, 'UDMA_CRC_Error_Count', 200, 0, 3),
    ],
    selfTests: {
      isRunning: false,
      shortMinutes: 1,
      extendedMinutes: 1077,
      entries: [
        { type: 'Short offline', status: 'Completed without error', isPassed: true, powerOnHours: 32700 },
        { type: 'Extended offline', status: 'Completed: read failure', isPassed: false, powerOnHours: 31900 },
      ],
    },
    messages: [],
    ...more,
  };
}

function disk(now, device, more = {}) {
  const { smart, ...rest } = more;
  return {
    id: `wwn-5000c500b335f${device}`,
    device,
    kind: 'hardDisk',
    isPresent: true,
    model: 'ST12000VN0008-2YS101',
    serial: `ZRT0${device.toUpperCase()}`,
    wwn: `5000c500b335f${device}`,
    firmware: 'SC60',
    sizeBytes: 12e12,
    isUsb: false,
    isRemovable: false,
    power: 'awake',
    smart: smart ?? { value: report() },
    smartAt: iso(now - 2 * HOUR),
    nextReadAt: iso(now + 4 * HOUR),
    growth: [],
    baselineAt: iso(now - 90 * 24 * HOUR),
    wakes: 0,
    observations: [],
    tests: { nextTest: 'short', nextAt: iso(now + 30 * HOUR) },
    ...rest,
  };
}

function disks(now) {
  const nvme = {
    criticalWarning: 0,
    availableSparePercent: 100,
    spareThresholdPercent: 10,
    percentUsed: 91,
    mediaErrors: 0,
    unsafeShutdowns: 12,
  };
  return [
    disk(now, 'nvme0n1', {
      kind: 'nvme',
      model: 'Samsung SSD 980 PRO with Heatsink 2TB',
      sizeBytes: 2e12,
      quirk: 'firmware 3B2QGXA7 may turn the disk read only for good; 5B2QGXA7 does not',
      smart: {
        value: report({
          protocol: 'nvme',
          attributes: [],
          lifeLeftPercent: 9,
          temperatureCelsius: 61,
          writtenBytes: 1.1e15,
          nvme,
        }),
      },
    }),
    disk(now, 'sda', {
      growth: [
        { counter: 'reallocatedSectors', baseline: 0, now: 8 },
        { counter: 'pendingSectors', baseline: 0, now: 24 },
      ],
      observations: [
        { what: 'pendingSectors', before: '8', now: '24', firstAt: iso(now - 2 * HOUR), lastAt: iso(now - 2 * HOUR) },
        {
          what: 'reallocatedSectors',
          before: '0',
          now: '8',
          firstAt: iso(now - 50 * HOUR),
          lastAt: iso(now - 2 * HOUR),
        },
        { what: 'device', before: 'sdc', now: 'sda', firstAt: iso(now - 200 * HOUR), lastAt: iso(now - 200 * HOUR) },
      ],
      tests: {
        lastTest: 'long',
        lastAt: iso(now - 400 * HOUR),
        nextTest: 'short',
        nextAt: iso(now + HOUR),
        skipped: 'asleep: it is not touched',
        skippedAt: iso(now - 20 * HOUR),
      },
    }),
    disk(now, 'sdb', { power: 'asleep', waiting: 'asleep: it is not touched', smartAt: iso(now - 61 * HOUR) }),
    disk(now, 'sdc', { power: 'asleep', waiting: 'asleep: it is not touched', smartAt: iso(now - 20 * 24 * HOUR) }),
    disk(now, 'sdd', { smart: { value: report({ isPassed: false, temperatureCelsius: 52 }) } }),
    disk(now, 'sde'),
    disk(now, 'sdf', { isPresent: false, power: 'unknown', waiting: 'this disk is not there' }),
    disk(now, 'sdg', {
      isUsb: true,
      smart: { failed: '/dev/sdg: Unknown USB bridge [0x1234:0x5678 (0x101)]' },
      smartAt: null,
      baselineAt: null,
      tests: null,
    }),
    disk(now, 'sdh', {
      kind: 'raidVolume',
      model: 'PERC H730 Mini',
      smart: { absent: 'a volume of a RAID controller: its disks are behind it' },
      smartAt: null,
      nextReadAt: null,
      waiting: 'a volume of a RAID controller: its disks are behind it',
      tests: null,
    }),
    disk(now, 'sdi', {
      kind: 'solidState',
      model: 'INTEL SSDSC2KG960G8',
      sizeBytes: 960e9,
      smart: { value: report({ lifeLeftPercent: 97 }) },
    }),
    disk(now, 'sdj', {
      waiting: 'never touched: a setting says so',
      nextReadAt: null,
      smartAt: null,
      smart: { absent: 'never touched: a setting says so' },
      tests: null,
    }),
    disk(now, 'zd0', {
      kind: 'virtual',
      model: null,
      serial: null,
      wwn: null,
      firmware: null,
      smart: { absent: 'a virtual disk: it has no SMART' },
      smartAt: null,
      nextReadAt: null,
      tests: null,
    }),
  ];
}

/** GET /api/nodes/{id}/storage. */
export function storageOf(now) {
  return {
    isLocal: true,
    disksAt: iso(now - 35e3),
    disks: { value: { disks: disks(now), wakes: 0 } },
    pools: poolsOf(now),
    filesystemsAt: iso(now - 5e3),
    filesystems: {
      value: {
        filesystems: [
          {
            mountPoint: '/',
            source: '/dev/mapper/pve-root',
            type: 'ext4',
            isReadOnly: false,
            space: { value: { totalBytes: 96 * GIB, usedBytes: 61 * GIB, availableBytes: 30 * GIB } },
          },
          {
            mountPoint: '/mnt/usb',
            source: '/dev/sdg1',
            type: 'ext4',
            isReadOnly: true,
            space: { value: { totalBytes: 1e12, usedBytes: 0.97e12, availableBytes: 0.03e12 } },
          },
        ],
      },
    },
  };
}

/** GET /api/nodes/{id}/disks/{disk}/history: a report every six hours, none while the disk slept. */
export function diskHistoryOf(now, days, points) {
  const bucketSeconds = Math.max(6 * 3600, Math.round((days * 86400) / points));
  const line = (series, unit, value) => ({
    series,
    unit,
    buckets: Array.from({ length: Math.floor((days * 86400) / bucketSeconds) }, (_, i) => ({
      i,
      at: now - (i + 1) * bucketSeconds * 1000,
    }))
      .filter(({ i }) => i % 17 < 13)
      .map(({ i, at }) => ({
        at: iso(Math.floor(at / 1000 / bucketSeconds) * bucketSeconds * 1000),
        minimum: value(i) - 1,
        average: value(i),
        maximum: value(i) + 1,
      }))
      .reverse(),
  });
  return {
    bucketSeconds,
    series: [
      line('disk.temperature', 'celsius', (i) => 34 + 3 * Math.sin(i / 5)),
      line('disk.reallocated', 'count', (i) => (i < 8 ? 8 : 0)),
      line('disk.attribute:197', 'count', (i) => (i < 2 ? 24 : i < 9 ? 8 : 0)),
    ],
  };
}
