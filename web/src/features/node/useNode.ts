import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { nodeQuery } from '@/api/queries';
import type { Finding, HostFigures, NodeDetail, NodeSummary } from '@/api/types';
import { useLiveFigures, useLiveNode } from '@/live/hooks';

export interface NodeView {
  summary: NodeSummary;
  detail: NodeDetail;
  figures: HostFigures | null;
  findings: readonly Finding[];
  /** When the figures were taken, by the hub's clock. */
  sampledAt: string | null;
}

/** What is known of a node: its page from the hub, and over it whatever the stream has said since. */
export function useNode(id: string) {
  const query = useQuery(nodeQuery(id));
  const liveNode = useLiveNode(id);
  const liveFigures = useLiveFigures(id);
  const { data: detail, refetch } = query;
  const known = detail !== undefined;
  const count = liveFigures?.findings.length ?? liveNode?.problems;
  // The stream says that findings changed; which sources failed and why is in the page of the node.
  useEffect(() => {
    if (known && count !== undefined) void refetch();
  }, [known, count, refetch]);
  return { query, view: detail && merge(detail, liveNode, liveFigures) };
}

type Live = ReturnType<typeof useLiveFigures>;

export function merge(detail: NodeDetail, node: NodeSummary | null, live: Live): NodeView {
  const summary = node && node.version >= detail.summary.version ? node : detail.summary;
  const isLiveNewer =
    live !== null && Date.parse(live.sampledAt) >= Date.parse(detail.summary.sampledAt ?? '1970-01-01T00:00:00Z');
  return {
    summary,
    detail,
    figures: isLiveNewer ? live.figures : (detail.figures ?? null),
    findings: isLiveNewer ? live.findings : detail.findings,
    sampledAt: isLiveNewer ? live.sampledAt : (detail.summary.sampledAt ?? null),
  };
}
