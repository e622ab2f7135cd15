import type { Finding } from '@/api/types';
import { StateGlyph, stateOf } from '@/components';
import { useSecond } from '@/lib/clock';
import { age, clock, moment, secondsSince, zoned } from '@/lib/format';
import { rich, t } from '@/messages/t';
import { FindingLink } from './FindingLink';
import './findings.css';

const DAY = 86_400;

/** Open findings: glyph, place, cause, what to do, since when. With `nodeName` for lists over several nodes. */
export function FindingRows({
  findings,
  nodeName,
}: {
  findings: readonly Finding[];
  nodeName?: (id: string) => string;
}) {
  return (
    <ul className={nodeName ? 'finding-rows' : 'finding-rows finding-narrow'}>
      {findings.map((finding) => (
        <li key={finding.key} className="finding-row">
          <StateGlyph state={stateOf(finding.severity)} cause={finding.text} />
          <div className="finding-what">
            {nodeName && <strong>{nodeName(finding.node)} </strong>}
            <FindingLink finding={finding}>{finding.text}</FindingLink>
          </div>
          <div className="finding-advice">{finding.advice && rich('findings.advice', { advice: finding.advice })}</div>
          <Since at={finding.firstSeen} isShort={nodeName === undefined} />
        </li>
      ))}
    </ul>
  );
}

/** When it began and how long that is; over two days the date says enough. */
function Since({ at, isShort }: { at: string; isShort: boolean }) {
  const now = useSecond();
  const seconds = secondsSince(at, now) ?? 0;
  const words = seconds < 2 * DAY ? age(seconds) : moment(at, now);
  return (
    <time className="finding-since" dateTime={at} title={zoned(at)}>
      {!isShort && seconds < DAY && <span className="finding-clock">{clock(at)}, </span>}
      {words}
    </time>
  );
}

/** Nothing is open: said with what was looked at, because good news needs evidence too. */
export function NoFindings({ how }: { how: string }) {
  return (
    <p className="finding-none">
      <StateGlyph state="ok" decorative />
      <span>{t('overview.findingsNone')}</span>
      <span className="dim">{how}</span>
    </p>
  );
}
