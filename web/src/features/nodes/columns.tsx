import { useMemo } from 'react';
import type { DataColumn, SortValue } from '@/components';
import { useFormat } from '@/lib/format';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import {
  NodeBeatsCell,
  NodeCpuCell,
  NodeGlyphCell,
  NodeMemoryCell,
  NodeNameCell,
  NodeNetworkCell,
  NodeNowCell,
  NodeOriginCell,
  type NodeRow,
  NodeStorageCell,
  NodeTemperatureCell,
  NodeUpCell,
  NodeWhichCell,
} from './cells';
import './nodes.css';

const RANK = { critical: 0, warning: 1, unknown: 2, info: 3, ok: 4 };

const nodeOf = (row: NodeRow) => live.store.getNode(row.id) ?? row.listed;

/** Columns of a list of nodes, in the drop order of the language. Only what the hub can sort by is sortable. */
export function useNodeColumns(): readonly DataColumn<NodeRow>[] {
  const { rateUnit } = useFormat();
  return useMemo(() => {
    const by = (pick: (node: NonNullable<ReturnType<typeof nodeOf>>) => SortValue) => (row: NodeRow) => {
      const node = nodeOf(row);
      return node && pick(node);
    };
    return [
      {
        id: 'severity',
        header: t('nodes.col.state'),
        headerHidden: true,
        cell: (row) => <NodeGlyphCell row={row} />,
        sortValue: by((node) => RANK[node.severity]),
        meta: { width: 22 },
      },
      {
        id: 'name',
        header: t('nodes.col.name'),
        cell: (row) => <NodeNameCell row={row} />,
        sortValue: by((node) => node.name),
        meta: { width: 96 },
      },
      {
        id: 'now',
        header: t('nodes.col.now'),
        cell: (row) => <NodeNowCell row={row} />,
        meta: { width: 180, grow: true, priority: 1 },
      },
      {
        id: 'beats',
        header: t('nodes.col.beats'),
        cell: (row) => <NodeBeatsCell row={row} />,
        meta: { width: 156, priority: 2 },
      },
      {
        id: 'cpu',
        header: t('nodes.col.cpu'),
        cell: (row) => <NodeCpuCell row={row} />,
        sortValue: by((node) => node.cpuBusyPercent),
        sortFirst: 'desc',
        meta: { width: 118 },
      },
      {
        id: 'memory',
        header: t('nodes.col.memory'),
        cell: (row) => <NodeMemoryCell row={row} />,
        sortValue: by((node) => node.memoryUsedPercent),
        sortFirst: 'desc',
        meta: { width: 114 },
      },
      {
        id: 'storage',
        header: t('nodes.col.storage'),
        cell: (row) => <NodeStorageCell row={row} />,
        sortValue: by((node) => node.fullestPercent),
        sortFirst: 'desc',
        meta: { width: 114, priority: 3 },
      },
      {
        id: 'which',
        header: t('nodes.col.which'),
        cell: (row) => <NodeWhichCell row={row} />,
        meta: { width: 92, priority: 6 },
      },
      {
        id: 'network',
        header: t('nodes.col.network', { unit: rateUnit }),
        cell: (row) => <NodeNetworkCell row={row} />,
        meta: { width: 108, align: 'right', priority: 4 },
      },
      {
        id: 'temperature',
        header: t('nodes.col.temperature'),
        cell: (row) => <NodeTemperatureCell row={row} />,
        meta: { width: 62, align: 'right', priority: 5 },
      },
      {
        id: 'origin',
        header: t('nodes.col.knownBy'),
        cell: (row) => <NodeOriginCell row={row} />,
        meta: { width: 76, priority: 7 },
      },
      {
        id: 'up',
        header: t('nodes.col.up'),
        cell: (row) => <NodeUpCell row={row} />,
        meta: { width: 60, align: 'right', priority: 8 },
      },
    ];
  }, [rateUnit]);
}
