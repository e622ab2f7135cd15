import { type RefObject, useEffect, useState } from 'react';
import type { FleetOverview } from '@/api/types';
import { type State, StateGlyph, stateOf } from '@/components';
import { type Sentence, sentenceOf } from '@/features/overview/sentence';
import { useFeed, useFleet } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';

/** On a phone, once the sentence has scrolled away: its first words in one line. A tap gives the sentence back. */
export function ShortStatus({ head }: { head: RefObject<HTMLElement | null> }) {
  const isGone = useIsOutOfSight(head);
  const fleet = useFleet();
  const feed = useFeed();
  if (!isGone) return null;
  const { state, text } = shortOf(fleet, feed === 'live');
  return (
    <button type="button" className="short-status" onClick={() => window.scrollTo({ top: 0 })}>
      <StateGlyph state={state} cause={text} decorative />
      <span className="truncate">{text}</span>
    </button>
  );
}

export function shortOf(fleet: FleetOverview | null, isLive: boolean): { state: State; text: string } {
  if (!isLive) return { state: 'unknown', text: t('status.short.lost') };
  if (fleet === null) return { state: 'unknown', text: t('status.connecting') };
  const sentence = sentenceOf(fleet, live.store.getNode);
  const state = sentence.kind === 'okay' ? 'ok' : sentence.kind === 'blind' ? 'unknown' : stateOf(fleet.severity);
  return { state, text: firstWords(sentence) };
}

function firstWords(sentence: Sentence): string {
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
      return sentence.problems > 0
        ? t('status.problems', { problems: sentence.problems })
        : t('status.unknowns', { unknowns: sentence.unknowns });
  }
}

function useIsOutOfSight(element: RefObject<HTMLElement | null>): boolean {
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || typeof IntersectionObserver !== 'function') return;
    const observer = new IntersectionObserver(([entry]) => setGone(entry?.isIntersecting === false));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return isGone;
}
