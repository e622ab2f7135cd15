import type { Finding, FleetOverview, NodeSummary, Severity } from '@/api/types';

/** What the first line of every page says, before words: the view puts it into a sentence. */
export type Sentence =
  | { kind: 'starting'; nodes: number; answering: number }
  | { kind: 'empty' }
  /** No rule is broken among what could be read, and something could not. */
  | { kind: 'blind'; failed: number }
  | { kind: 'okay'; nodes: number; evidence: FleetOverview['evidence'] }
  | {
      kind: 'findings';
      severity: Severity;
      problems: number;
      unknowns: number;
      notes: number;
      places: Place[];
      more: number;
    }
  /** The verdict is not okay and no finding says why: then that is what is said. */
  | { kind: 'unexplained'; severity: Severity };

export interface Place {
  nodeId: string;
  name: string;
  findings: Finding[];
}

const MOST_CLAUSES = 3;
const RANK: Record<Severity, number> = { critical: 4, warning: 3, unknown: 2, info: 1, ok: 0 };

export const worstFirst = (a: { severity: Severity }, b: { severity: Severity }): number =>
  RANK[b.severity] - RANK[a.severity];

export function sentenceOf(fleet: FleetOverview, nameOf: (nodeId: string) => NodeSummary | null): Sentence {
  if (fleet.nodes === 0) return { kind: 'empty' };
  const findings = [...fleet.findings].sort(worstFirst);
  const [worst] = findings;
  if (worst === undefined) {
    if (fleet.severity === 'ok') return fine(fleet);
    if (fleet.severity === 'unknown' && fleet.nodesAnswering < fleet.nodes)
      return { kind: 'starting', nodes: fleet.nodes, answering: fleet.nodesAnswering };
    return { kind: 'unexplained', severity: fleet.severity };
  }
  const unknowns = findings.filter((each) => each.severity === 'unknown').length;
  const notes = findings.filter((each) => each.severity === 'info').length;
  // Notes alone are not worth the first line; they are in the list below it.
  if (fleet.severity === 'ok' || fleet.severity === 'info') return fine(fleet);
  const spoken = findings.filter((each) => each.severity !== 'info').slice(0, MOST_CLAUSES);
  const places: Place[] = [];
  for (const finding of spoken) {
    const place = places.find((each) => each.nodeId === finding.node);
    if (place) place.findings.push(finding);
    else
      places.push({
        nodeId: finding.node,
        name: nameOf(finding.node)?.name ?? finding.node.slice(0, 8),
        findings: [finding],
      });
  }
  const total = Math.max(fleet.problems + unknowns, findings.length - notes);
  return {
    kind: 'findings',
    severity: fleet.severity,
    problems: fleet.problems,
    unknowns,
    notes,
    places,
    more: Math.max(0, total - spoken.length),
  };
}

/** Good news needs all of its evidence. */
function fine({ nodes, evidence }: FleetOverview): Sentence {
  if (evidence.failedReadings > 0) return { kind: 'blind', failed: evidence.failedReadings };
  return { kind: 'okay', nodes, evidence };
}
