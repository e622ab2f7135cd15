import type { Finding } from '@/api/types';
import type { ChartEvent } from '@/components';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Findings as flags on the charts: when each began. */
export function eventsOf(findings: readonly Finding[]): ChartEvent[] {
  return [...findings]
    .sort((a, b) => Date.parse(a.firstSeen) - Date.parse(b.firstSeen))
    .slice(0, LETTERS.length)
    .map((finding, index) => ({
      at: finding.firstSeen,
      letter: LETTERS[index] ?? '',
      label: finding.text,
      state: finding.severity === 'critical' || finding.severity === 'warning' ? finding.severity : undefined,
    }));
}
