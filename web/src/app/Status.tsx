import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { FleetOverview } from '@/api/types';
import { LiveAge, StatusLine, stateOf, toneOf } from '@/components';
import { FindingLink } from '@/features/findings/FindingLink';
import { clauseOf } from '@/features/findings/words';
import { lookedAt } from '@/features/overview/lookedAt';
import { type Place, type Sentence, sentenceOf } from '@/features/overview/sentence';
import { useFeed, useFleet } from '@/live/hooks';
import { live } from '@/live/live';
import { rich, t } from '@/messages/t';

/** The first line of every page: is everything okay, where not, and how old is that answer. */
export function Status() {
  const fleet = useFleet();
  const feed = useFeed();

  if (feed === 'lost' || feed === 'refused') {
    const since = live.store.getHeardAt() ?? live.store.getStartedAt();
    return (
      <StatusLine severity="unknown" lost={{ since, shownFrom: since }} age={t('status.retry')}>
        {null}
      </StatusLine>
    );
  }
  if (fleet === null) return <StatusLine severity="unknown">{t('status.connecting')}</StatusLine>;
  const sentence = sentenceOf(fleet, live.store.getNode);
  return (
    <StatusLine
      severity={sentence.kind === 'blind' ? 'unknown' : stateOf(fleet.severity)}
      age={<Live fleet={fleet} />}
      also={also(sentence, fleet)}
    >
      {words(sentence)}
    </StatusLine>
  );
}

/** The age of the oldest figure the answer rests on, not of the last message. */
function Live({ fleet }: { fleet: FleetOverview }) {
  return (
    <span className="live">
      <i aria-hidden="true" key={fleet.version} />
      {rich('status.live', { age: <LiveAge at={fleet.oldestSampleAt ?? fleet.at} form="old" /> })}
    </span>
  );
}

export function words(sentence: Sentence): ReactNode {
  switch (sentence.kind) {
    case 'empty':
      return t('status.empty');
    case 'starting':
      return t('status.starting', sentence);
    case 'okay':
      return t('status.okay');
    case 'blind':
      return t('status.unknowns', { unknowns: sentence.failed });
    case 'unexplained':
      return t('status.unexplained', { word: t(`state.${stateOf(sentence.severity)}`) });
    case 'findings':
      return <Problems sentence={sentence} />;
  }
}

function Problems({ sentence }: { sentence: Sentence & { kind: 'findings' } }) {
  const { severity, problems, unknowns, places, more } = sentence;
  const head = problems > 0 ? t('status.problems', { problems }) : t('status.unknowns', { unknowns });
  return (
    <>
      <strong className={toneOf(stateOf(severity))}>{head}</strong>
      {places.map((place, index) => (
        <Fragment key={place.nodeId}>
          {' '}
          {rich('status.place', {
            node: <strong>{place.name}</strong>,
            causes: <Causes place={place} isOpen={more > 0 && index === places.length - 1} />,
          })}
          {index < places.length - 1 || more === 0 ? '.' : ' '}
        </Fragment>
      ))}
      {more > 0 && (
        <Link to="/" className="claim">
          {t('status.more', { more })}
        </Link>
      )}
    </>
  );
}

/** "a", "a and b", "a, b and c"; `isOpen` when the sentence goes on with "and 4 more". */
function Causes({ place, isOpen }: { place: Place; isOpen: boolean }) {
  return place.findings.map((finding, index) => (
    <Fragment key={finding.key}>
      {index > 0 && (index === place.findings.length - 1 && !isOpen ? ` ${t('status.and')} ` : ', ')}
      <FindingLink finding={finding}>{clauseOf(finding)}</FindingLink>
    </Fragment>
  ));
}

function also(sentence: Sentence, fleet: FleetOverview): ReactNode {
  if (sentence.kind === 'okay' || sentence.kind === 'blind') {
    return lookedAt(fleet);
  }
  if (sentence.kind === 'findings' && sentence.problems > 0 && sentence.unknowns > 0) {
    return t('status.alsoUnknown', { unknowns: sentence.unknowns });
  }
  return null;
}
