import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Instant, useSecond } from '../lib/clock';
import { age as ageWords, clockSeconds, secondsSince } from '../lib/format';
import { t } from '../messages/t';
import { StateGlyph } from './StateGlyph';
import type { State } from './state';
import './text.css';

export interface StatusLineProps {
  severity: State;
  /** The sentence: is everything okay, where is it not, what follows. */
  children: ReactNode;
  /** How old the answer is, at the right. */
  age?: ReactNode;
  /** Set while the hub does not answer: since when, and from when the figures on the page are. */
  lost?: { readonly since: Instant; readonly shownFrom: Instant | null } | undefined;
  /** What is quiet on purpose: "pve4 asleep as planned". */
  also?: ReactNode;
  /** What decides whether it is announced again; the sentence without its free-standing figures unless given. */
  meaning?: string;
}

/** A figure that stands alone; the 2 of pve2 and the 1 of /dev/sda1 belong to names. */
const figures = /(?<![\w/.-])\d+(?:[.,]\d+)?(?!\w)/g;

/** The line that answers. Screen readers hear it only when its meaning changes, not whenever a figure in it moves. */
export function StatusLine({ severity, children, age, lost, also, meaning }: StatusLineProps) {
  const sentence = useRef<HTMLDivElement>(null);
  const state: State = lost ? 'unknown' : severity;
  const [spoken, setSpoken] = useState('');
  const heard = useRef('');
  // After every render on purpose: the text is made of whatever elements the page put into it.
  useEffect(() => {
    const text = sentence.current?.textContent ?? '';
    const now = `${state} ${lost ? '' : (meaning ?? text.replace(figures, '#'))}`;
    if (now === heard.current) return;
    heard.current = now;
    setSpoken(text);
  });
  return (
    <div className="px-status" data-state={state}>
      <StateGlyph state={state} cause={spoken || t('state.noCause')} decorative size={12} />
      <div className="px-status-say" ref={sentence}>
        {lost ? <Lost {...lost} /> : children}
      </div>
      <div className="px-status-end">
        {also !== undefined && <span className="px-status-also">{also}</span>}
        {age !== undefined && <span className="px-status-age">{age}</span>}
      </div>
      <div className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
    </div>
  );
}

function Lost({ since, shownFrom }: NonNullable<StatusLineProps['lost']>) {
  const second = useSecond();
  const age = ageWords(secondsSince(since, second));
  const at = clockSeconds(shownFrom ?? since);
  return (
    <>
      <b>{t('status.unknown')}</b> {t('status.lost', { age, at })}
    </>
  );
}
