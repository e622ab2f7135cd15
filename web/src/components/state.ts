import { t } from '../messages/t';

/** The ten states of DESIGN, section 4. Shape first, then colour, then the word. */
export const states = [
  'critical',
  'warning',
  'unknown',
  'accepted',
  'running',
  'note',
  'ok',
  'asleep',
  'stopped',
  'template',
] as const;

export type State = (typeof states)[number];

/** The five severities as the server names them. */
export type ApiSeverity = 'ok' | 'info' | 'unknown' | 'warning' | 'critical';

/** Rank of concern: 1 is what a person sees to first. */
export function rankOf(state: State): number {
  return states.indexOf(state) + 1;
}

export function stateOf(severity: ApiSeverity): State {
  return severity === 'info' ? 'note' : severity;
}

/** Class of the text colour of a state; empty for states that are said in ink. */
export function toneOf(state: State): 'crit' | 'warn' | 'info' | '' {
  if (state === 'critical') return 'crit';
  if (state === 'warning') return 'warn';
  return state === 'running' || state === 'note' ? 'info' : '';
}

/** Word and cause in one line, as a screen reader says it and a title shows it. */
export function sayState(state: State, cause: string | null | undefined): string {
  const word = t(`state.${state}`);
  if (!cause) return word;
  return state === 'unknown' ? t('state.unknownBecause', { cause }) : t('state.because', { word, cause });
}
