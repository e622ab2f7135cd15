import { describe, expect, it } from 'vitest';
import type { EndpointInfo } from '@/api/types';
import { addressesOf, endpointHolds, endpointSays, endpointState } from './words';

const lab = (status: Partial<EndpointInfo['status']>, kind: EndpointInfo['kind'] = 'pve'): EndpointInfo => ({
  id: '01',
  kind,
  name: 'lab',
  addresses: ['https://pve1:8006'],
  tokenId: 'root@pam!proxima',
  createdAt: '2026-11-28T10:00:00Z',
  changedAt: '2026-11-28T10:00:00Z',
  hasAuthorities: false,
  status: { state: 'ok', calls: 3, ...status },
});

describe('what a connection says of itself', () => {
  it('is_critical_without_quorum_although_it_answers', () => {
    expect(endpointState(lab({ isQuorate: false }))).toBe('critical');
    expect(endpointSays(lab({ isQuorate: false }))).toContain('no quorum');
  });

  it('is_unknown_before_it_was_asked', () => {
    expect(endpointState(lab({ state: 'unknown' }))).toBe('unknown');
    expect(endpointSays(lab({ state: 'unknown' }))).toBe('not asked yet');
  });

  it('counts_nodes_and_guests_of_a_cluster_and_datastores_of_a_backup_server', () => {
    expect(endpointHolds(lab({ nodes: 3, nodesOnline: 2, guests: 48, guestsRunning: 40, storages: 5 }))).toEqual([
      '2 of 3 nodes',
      '40 of 48 guests running',
    ]);
    expect(endpointHolds(lab({ storages: 1 }, 'pbs'))).toEqual(['1 datastore']);
    expect(endpointHolds(lab({}))).toEqual([]);
  });

  it('takes_addresses_by_line_comma_or_space', () => {
    expect(addressesOf(' pve1 \n\npve2:8006, pve3\n')).toEqual(['pve1', 'pve2:8006', 'pve3']);
  });
});
