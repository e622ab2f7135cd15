import { describe, expect, it } from 'vitest';
import type { HostFigures } from '@/api/types';
import { ALL, diskNames, networkNames, networkNow, networkSeries, seriesFor } from './chartSeries';

const port = (name: string, role: string, received: number | null) => ({
  counters: { name, role },
  receivedBytesPerSecond: received,
  sentBytesPerSecond: 1,
});

const figures = (disks: string[], interfaces: ReturnType<typeof port>[]) =>
  ({
    disks: { value: { disks: disks.map((name) => ({ name })) } },
    interfaces: { value: { interfaces } },
  }) as unknown as HostFigures;

describe('what the charts of a node show', () => {
  it('puts_whole_disks_before_what_is_built_on_them', () => {
    expect(diskNames(figures(['dm-0', 'sdb', 'nvme0n1', 'md0', 'sda'], []))).toEqual([
      'nvme0n1',
      'sda',
      'sdb',
      'dm-0',
      'md0',
    ]);
  });

  it('offers_the_sum_of_physical_ports_only_where_there_are_any', () => {
    expect(networkNames(figures([], [port('lo', 'loopback', 0), port('eno1', 'physical', 0)]))).toEqual([ALL, 'eno1']);
    expect(networkNames(figures([], [port('vmbr0', 'bridge', 0), port('tap100i0', 'guest', 0)]))).toEqual(['vmbr0']);
  });

  it('knows_no_sum_while_a_part_of_it_is_unknown', () => {
    const both = figures([], [port('eno1', 'physical', 5), port('eno2', 'physical', null)]);
    expect(networkNow(both, ALL)).toEqual({ received: null, sent: 2 });
    expect(networkNow(both, 'eno1')).toEqual({ received: 5, sent: 1 });
    expect(networkNow(null, ALL)).toEqual({ received: null, sent: null });
  });

  it('asks_for_no_disk_where_there_is_none', () => {
    expect(seriesFor(null, ALL)).not.toContainEqual(expect.stringMatching(/^disk\./));
    expect(seriesFor('sda', 'eno1')).toEqual(expect.arrayContaining(['disk.read:sda', ...networkSeries('eno1')]));
  });
});
