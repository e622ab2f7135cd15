import { summaryOf } from './mock-nodes.mjs';
import { GIB, wave } from './mock-wave.mjs';

function figuresOf(node, at) {
  const value = (name, base, swing) => wave(`${node.name}${name}`, at, base, swing);
  const busy = value('cpu.busy', node.cpu, 20);
  return {
    windowSeconds: 1,
    cpu: {
      value: {
        total: { busy, user: busy * 0.7, system: busy * 0.25, ioWait: 0.8, steal: 0, guest: busy * 0.5 },
        cores: Array.from({ length: 32 }, (_, core) => ({
          core,
          busy: Math.min(100, value(`core${core}`, node.cpu, 70)),
        })),
        contextSwitchesPerSecond: 21000,
        forksPerSecond: 12,
        running: 3,
        blocked: 0,
      },
    },
    load: {
      value: {
        oneMinute: node.cpu / 8,
        fiveMinutes: node.cpu / 9,
        fifteenMinutes: node.cpu / 10,
        runnableTasks: 3,
        tasks: 1240,
      },
    },
    pressure:
      node.name === 'pve3'
        ? { absent: 'kernel has no PSI: boot with psi=1' }
        : {
            value: {
              cpuSome: value('pressure.cpu.some', 2, 3),
              cpuFull: 0,
              memorySome: 0,
              memoryFull: 0,
              ioSome: value('pressure.io.some', 4, 8),
              ioFull: 0.4,
            },
          },
    memory: {
      value: {
        totalBytes: 128 * GIB,
        usedBytes: (node.mem / 100) * 128 * GIB,
        usedPercent: node.mem,
        availableBytes: (1 - node.mem / 100) * 128 * GIB,
        gauges: {
          totalBytes: 128 * GIB,
          freeBytes: 9 * GIB,
          availableBytes: (1 - node.mem / 100) * 128 * GIB,
          cachedBytes: 20 * GIB,
          slabBytes: 3 * GIB,
          arcBytes: 24 * GIB,
          hugePagesTotal: 0,
          hugePagesFree: 0,
        },
      },
    },
    swap: { absent: 'no swap configured' },
    disks: {
      value: {
        disks: ['nvme0n1', 'sda', 'sdb'].map((name, index) => ({
          name,
          readBytesPerSecond: value(`disk.read:${name}`, 4e6 / (index + 1), 8e6 / (index + 1)),
          writtenBytesPerSecond: value(`disk.written:${name}`, 2e6, 3e6),
          readsPerSecond: 120,
          writesPerSecond: 60,
          busyPercent: value(`disk.busy:${name}`, 12 + index * 30, 20),
          readAwaitMilliseconds: index === 2 ? null : 0.4,
          writeAwaitMilliseconds: 1.2 + index * 9,
          queueLength: 0.2,
        })),
      },
    },
    filesystems: {
      value: {
        filesystems: [
          {
            mountPoint: '/',
            source: '/dev/mapper/pve-root',
            type: 'ext4',
            isReadOnly: false,
            isRemote: false,
            space: {
              value: {
                totalBytes: 94 * GIB,
                usedBytes: 31 * GIB,
                availableBytes: 58 * GIB,
                totalInodes: 6291456,
                usedInodes: 412345,
              },
            },
          },
          {
            mountPoint: '/var/lib/vz',
            source: 'tank/vz',
            type: 'zfs',
            isReadOnly: false,
            isRemote: false,
            space: {
              value: {
                totalBytes: 1900 * GIB,
                usedBytes: (node.disk / 100) * 1900 * GIB,
                availableBytes: (1 - node.disk / 100) * 1900 * GIB,
                totalInodes: null,
                usedInodes: null,
              },
            },
          },
          {
            mountPoint: '/boot/efi',
            source: '/dev/nvme0n1p2',
            type: 'vfat',
            isReadOnly: false,
            isRemote: false,
            space: {
              value: {
                totalBytes: GIB,
                usedBytes: 0.01 * GIB,
                availableBytes: 0.99 * GIB,
                totalInodes: null,
                usedInodes: null,
              },
            },
          },
          {
            mountPoint: '/mnt/pve/nas-<b>Ümlaut</b>-and-a-name-that-does-not-want-to-end',
            source: 'nas:/export/backup',
            type: 'nfs4',
            isReadOnly: false,
            isRemote: true,
            space: { failed: 'statvfs: no answer within 2 s' },
          },
        ],
      },
    },
    interfaces: { value: { interfaces: interfacesOf(value) } },
    sensors: {
      value: {
        sensors: [
          {
            id: 'coretemp-isa-0000/temp1',
            chip: 'coretemp',
            label: 'Package id 0',
            kind: 'temperature',
            value: {
              value: { value: value('temperature:coretemp-isa-0000/temp1', node.temp, 8), high: 85, critical: 95 },
            },
          },
          {
            id: 'nvme-pci-0100/temp1',
            chip: 'nvme',
            label: 'Composite',
            kind: 'temperature',
            value: { value: { value: value('temperature:nvme-pci-0100/temp1', 44, 4), high: 80, critical: 85 } },
          },
          {
            id: 'nct6798/fan1',
            chip: 'nct6798',
            label: 'fan1',
            kind: 'fan',
            value: { value: { value: value('fan.speed:nct6798/fan1', 1240, 120) } },
          },
          {
            id: 'nct6798/fan2',
            chip: 'nct6798',
            label: 'fan2',
            kind: 'fan',
            value: node.name === 'pve2' ? { failed: 'fan2_input: input/output error' } : { value: { value: 860 } },
          },
          { id: 'nct6798/in0', chip: 'nct6798', label: 'Vcore', kind: 'voltage', value: { value: { value: 1.21 } } },
        ],
      },
    },
    cgroup: { absent: 'not in a container' },
    uptime: { value: { uptimeSeconds: 41 * 86400 + (at % 86400) } },
  };
}

function interfacesOf(value) {
  const one = (name, role, more = {}) => ({
    counters: {
      name,
      role,
      state: 'up',
      receivedBytes: 9e11,
      receivedPackets: 1e9,
      receiveErrors: 0,
      receiveDrops: 0,
      sentBytes: 4e11,
      sentPackets: 8e8,
      sendErrors: 0,
      sendDrops: 0,
      mtu: 1500,
      hardwareAddress: 'a8:a1:59:00:00:01',
      addresses: [],
      ...more,
    },
    receivedBytesPerSecond: value(`network.received:${name}`, 3e6, 5e6),
    sentBytesPerSecond: value(`network.sent:${name}`, 1e6, 2e6),
    receivedPacketsPerSecond: 3000,
    sentPacketsPerSecond: 2100,
    errorsPerSecond: 0,
    dropsPerSecond: 0,
  });
  return [
    one('eno1', 'physical', { speedBitsPerSecond: 1e10, duplex: 'full', master: 'vmbr0' }),
    one('eno2', 'physical', { speedBitsPerSecond: 1e9, duplex: 'full', receiveDrops: 5231 }),
    one('eno3', 'physical', { state: 'down', speedBitsPerSecond: null }),
    one('vmbr0', 'bridge', { addresses: ['192.0.2.12/24', '2001:db8::12/64'] }),
    one('vmbr0.20', 'vlan', { parent: 'vmbr0', vlanId: 20, addresses: ['198.51.100.12/24'] }),
    one('tap120i0', 'guest', { master: 'vmbr0' }),
    one('lo', 'loopback', { addresses: ['127.0.0.1/8', '::1/128'] }),
  ];
}

export function detailOf(node, version, now) {
  const at = (node.isSilent ? node.silentSince : now) / 1000;
  return {
    summary: summaryOf(node, version, now),
    facts: {
      hostName: node.name,
      os: { value: { name: node.os, id: 'debian', versionId: '13', kernel: '6.17.4-1-pve', architecture: 'x86_64' } },
      cpu: {
        value: {
          model: 'AMD Ryzen 9 5950X 16-Core Processor',
          sockets: 1,
          cores: 16,
          threads: 32,
          maximumMegahertz: 5083,
        },
      },
      board: {
        value: {
          systemVendor: 'ASUS',
          product: 'System Product Name',
          boardVendor: 'ASUSTeK',
          board: 'PRIME X570-PRO',
          biosVendor: 'AMI',
          biosVersion: '5003',
          biosDate: '2023-10-07',
        },
      },
      identity: { absent: 'not shown' },
      timeZone: 'Europe/Berlin',
      container: null,
      hypervisor: null,
    },
    figures: node.isStarting ? null : figuresOf(node, at),
    findings: node.findings,
    collectors: [
      { name: 'cpu', outcome: 'value', microseconds: 412, message: null },
      { name: 'memory', outcome: 'value', microseconds: 231, message: null },
      {
        name: 'filesystems',
        outcome: 'failed',
        microseconds: 2000311,
        message: 'nas:/export/backup: no answer within 2 s',
      },
      { name: 'swap', outcome: 'absent', microseconds: 80, message: 'no swap configured' },
    ],
    cost: {
      cpuSeconds: 1820.2,
      residentBytes: 71e6,
      writtenBytes: 1.2e9,
      programsStarted: 0,
      disksWoken: 0,
      runningSeconds: 360000,
    },
  };
}

export function processesOf(node, now) {
  const names = [
    'kvm',
    'kvm',
    'pvestatd',
    'pveproxy worker',
    'ksmd',
    'zfs [arc_prune]',
    'corosync',
    'pmxcfs',
    'proxima',
    'sshd',
    'systemd',
    'postgres',
    'rrdcached',
    'cron',
    'chronyd',
  ];
  const processes = names.map((name, index) => ({
    pid: 1000 + index * 37,
    parentPid: 1,
    name,
    state: index % 4 ? 'S' : 'R',
    cpuPercent: wave(`${node.name}${index}`, now / 1000, 120 / (index + 1), 60 / (index + 1)),
    residentBytes: (8 * GIB) / (index + 1),
    threads: index < 2 ? 42 : 3,
    userId: index === 11 ? 105 : 0,
    user: index === 11 ? 'postgres' : 'root',
    ageSeconds: 41 * 86400,
    guestId: index < 2 ? 120 + index : null,
  }));
  return { value: { takenAt: new Date(now).toISOString(), windowSeconds: 3, total: 611, threads: 1240, processes } };
}

export function processDetailOf(node, pid, now) {
  const figures = processesOf(node, now).value.processes.find((each) => each.pid === pid);
  if (!figures) return null;
  return {
    figures,
    commandLine:
      '/usr/bin/kvm -id 120 -name immich,debug-threads=on -no-shutdown -chardev socket,id=qmp,path=/var/run/qemu-server/120.qmp',
    executable: '/usr/bin/kvm',
    workingDirectory: '/',
    cgroup: '/qemu.slice/120.scope',
    virtualBytes: 19 * GIB,
    swapBytes: 0,
    openFiles: 212,
    readBytes: 8.1e10,
    writtenBytes: null,
    startedAt: new Date(now - 41 * 864e5).toISOString(),
    nice: 0,
  };
}
