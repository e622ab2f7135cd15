import type { FleetOverview } from '@/api/types';
import { t } from '@/messages/t';

/** What the answer rests on. Kinds of which there are none say nothing and are left out; unknown readings never are. */
export function lookedAt({ nodes, evidence }: Pick<FleetOverview, 'nodes' | 'evidence'>): string {
  const { filesystems, disks, interfaces, sensors, failedReadings: failed } = evidence;
  const parts: [number, string][] = [
    [nodes, t('status.how.nodes', { nodes })],
    [filesystems, t('status.how.filesystems', { filesystems })],
    [disks, t('status.how.disks', { disks })],
    [interfaces, t('status.how.interfaces', { interfaces })],
    [sensors, t('status.how.sensors', { sensors })],
    [failed, t('status.how.failed', { failed })],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([, words]) => words)
    .join(', ');
}
