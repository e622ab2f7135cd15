import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, unwrap } from '@/api/client';
import { toProblem } from '@/api/problem';
import type { AuditReport, AuditSummary } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { LiveAge, LoadingLines, Problem, type State, StateGlyph } from '@/components';
import { decimal } from '@/lib/units';
import { rich, t } from '@/messages/t';
import { auditSummaryQuery } from './queries';

const MOST_FLAWS = 20;

/** Whether the log itself can be believed: when it was last checked, and how far it is anchored outside the database. */
export function AuditState() {
  const summary = useQuery(auditSummaryQuery);
  const check = useChange(() => unwrap(client.POST('/api/audit/verify', { body: { anchors: null } })), ['audit']);
  if (summary.error)
    return <Problem title={t('audit.summaryFailed')} detail={problemText(toProblem(summary.error))} state="unknown" />;
  if (!summary.data) return <LoadingLines />;
  const report = summary.data.lastCheck ?? null;
  return (
    <div className="audit-state" role="status">
      <StateGlyph state={stateOf(report, summary.data.notAnchored != null)} cause={t('audit.state')} />
      <div>
        <p>
          {t('audit.entries', { entries: summary.data.entries, days: summary.data.keptDays })}{' '}
          <Checked report={report} />
        </p>
        <Anchored summary={summary.data} />
      </div>
      <Button loading={check.isRunning} onClick={() => check.run(undefined)}>
        {t('audit.check')}
      </Button>
      {report && !report.isWhole && <Flaws report={report} />}
      {check.problem && (
        <p className="crit" role="alert">
          {problemText(check.problem)}
        </p>
      )}
    </div>
  );
}

/** A log with a flaw is not to be believed; one that is anchored nowhere could be put back; not checked is not known. */
function stateOf(report: AuditReport | null, isNotAnchored: boolean): State {
  if (report !== null && !report.isWhole) return 'critical';
  if (isNotAnchored) return 'warning';
  return report === null ? 'unknown' : 'ok';
}

function Checked({ report }: { report: AuditReport | null }) {
  if (report === null) return <span className="mid">{t('audit.unchecked')}</span>;
  const age = <LiveAge at={report.at} form="ago" />;
  return report.isWhole ? (
    <span>{rich('audit.whole', { age })}</span>
  ) : (
    <span className="crit">{rich('audit.flawed', { flaws: report.flawCount, age })}</span>
  );
}

function Anchored({ summary }: { summary: AuditSummary }) {
  const { anchoring, notAnchored, carriers } = summary;
  if (notAnchored) return <p className="warn">{t('audit.notAnchored', { reason: notAnchored })}</p>;
  if (anchoring.sequence == null) return <p className="mid">{t('audit.neverAnchored')}</p>;
  const where = carriers
    .filter((carrier) => carrier.sequence != null)
    .map((carrier) => carrier.name)
    .join(', ');
  const age = <LiveAge at={anchoring.at} form="ago" />;
  return (
    <p className="mid">
      {rich('audit.anchored', { number: decimal(anchoring.sequence), where, age })}{' '}
      {anchoring.unanchored > 0 && t('audit.unanchored', { entries: anchoring.unanchored })}
    </p>
  );
}

function Flaws({ report }: { report: AuditReport }) {
  return (
    <ul className="audit-flaws">
      {report.flaws.slice(0, MOST_FLAWS).map((flaw) => (
        <li key={`${flaw.kind} ${flaw.from} ${flaw.to}`}>
          <b>{t(`audit.flaw.${flaw.kind}`)}</b> <span className="mid">{flaw.text}</span>
        </li>
      ))}
      {report.flawCount > MOST_FLAWS && (
        <li className="dim">{t('audit.moreFlaws', { more: report.flawCount - MOST_FLAWS })}</li>
      )}
    </ul>
  );
}
