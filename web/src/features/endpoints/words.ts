import type { EndpointInfo } from '@/api/types';
import type { State } from '@/components';
import { t } from '@/messages/t';

/** A connection's state as one of the ten of the page. */
export function endpointState({ status }: EndpointInfo): State {
  if (status.state === 'ok') return status.isQuorate === false ? 'critical' : 'ok';
  return status.state === 'unknown' ? 'unknown' : 'critical';
}

/** What it says of itself, in a few words. */
export function endpointSays({ status }: EndpointInfo): string {
  if (status.state === 'ok' && status.isQuorate === false) return t('endpoints.notQuorate');
  return t(`endpoints.is.${status.state}`);
}

/** What it holds: nodes and guests of a cluster, datastores of a backup server. */
export function endpointHolds({ kind, status }: EndpointInfo): string[] {
  const words: string[] = [];
  if (status.nodes != null) words.push(t('endpoints.nodes', { online: status.nodesOnline ?? 0, nodes: status.nodes }));
  if (status.guests != null)
    words.push(t('endpoints.guests', { running: status.guestsRunning ?? 0, guests: status.guests }));
  if (kind === 'pbs' && status.storages != null) words.push(t('endpoints.stores', { stores: status.storages }));
  return words;
}

/** Lines of a field as addresses. */
export function addressesOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
