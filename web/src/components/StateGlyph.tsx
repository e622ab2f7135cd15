import { memo, type ReactNode } from 'react';
import { t } from '../messages/t';
import { refuse } from './defect';
import './glyphs.css';
import { type State, sayState } from './state';

export interface StateGlyphProps {
  state: State;
  /** Why it is so: one clause without the name of the thing. Required for every state but ok. */
  cause?: string | null | undefined;
  /** Edge in CSS pixels; 12 in rows. */
  size?: number;
  /** Where word and cause stand beside it as text, so that they are not read out twice. */
  decorative?: boolean;
}

/** The shape that says how a thing is. A state other than ok without a cause is refused: no claim without evidence. */
export const StateGlyph = memo(function StateGlyph({ state, cause, size = 12, decorative = false }: StateGlyphProps) {
  const refused = state !== 'ok' && !cause?.trim();
  if (refused) refuse(`StateGlyph "${state}" without a cause`, import.meta.env.DEV);
  const drawn: State = refused ? 'unknown' : state;
  const name = sayState(drawn, refused ? t('state.noCause') : cause);
  const naming = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has one wherever it is read out
    <svg className="px-glyph" data-state={drawn} width={size} height={size} viewBox="0 0 12 12" {...naming}>
      {!decorative && <title>{name}</title>}
      {shapes[drawn]}
    </svg>
  );
});

const shapes: Record<State, ReactNode> = {
  ok: <circle cx="6" cy="6" r="2.5" fill="var(--ink-3)" />,
  warning: (
    <>
      <path d="M6 1 11.4 10.6H.6Z" fill="var(--warn-fill)" />
      <path d="M6 4.4v3M6 8.3v1.3" stroke="var(--on-fill)" strokeWidth="1.4" />
    </>
  ),
  accepted: <path d="M6 1.9 10.7 10.1H1.3Z" fill="none" stroke="var(--warn-fill)" strokeWidth="1.2" />,
  critical: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="1" fill="var(--crit-fill)" />
      <path d="M6 3v3.6M6 7.8v1.4" stroke="var(--on-fill)" strokeWidth="1.6" />
    </>
  ),
  unknown: (
    <g stroke="var(--hatch)" fill="none">
      <circle cx="6" cy="6" r="4.6" />
      <path d="M2.2 7.2 7.2 2.2M3.2 9.4 9.4 3.2M5.6 10.2 10.2 5.6" />
    </g>
  ),
  asleep: (
    <path d="M8.9 8.1A4 4 0 1 1 5 2.2 3.6 3.6 0 0 0 8.9 8.1Z" fill="none" stroke="var(--ink-2)" strokeWidth="1.1" />
  ),
  stopped: <circle cx="6" cy="6" r="3.2" fill="none" stroke="var(--ink-3)" strokeWidth="1.1" />,
  template: <path d="M3 3h6v6H3Z" fill="none" stroke="var(--ink-3)" strokeDasharray="2 1.5" />,
  running: (
    <g fill="none" strokeWidth="1.8">
      <circle cx="6" cy="6" r="4" stroke="var(--line-2)" />
      <path d="M6 2a4 4 0 0 1 0 8" stroke="var(--info-fill)" />
    </g>
  ),
  note: (
    <g stroke="var(--info-fill)" fill="none">
      <circle cx="6" cy="6" r="4.4" strokeWidth="1.2" />
      <path d="M6 5.4v3M6 3.2v1.1" strokeWidth="1.3" />
    </g>
  ),
};
