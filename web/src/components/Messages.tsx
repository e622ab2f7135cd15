import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDelayed } from '../lib/useDelayed';
import { t } from '../messages/t';
import { StateGlyph } from './StateGlyph';
import { type State, toneOf } from './state';
import './text.css';

export interface ProblemProps {
  /** What is not possible, in one line: "pve3 answers 403". */
  title: ReactNode;
  detail?: ReactNode;
  /** The one command that repairs it; selected as a whole by a click. */
  fix?: ReactNode;
  retry?: (() => void) | undefined;
  state?: Extract<State, 'critical' | 'warning' | 'unknown'>;
}

/** Something failed: what, where, what to do. */
export function Problem({ title, detail, fix, retry, state = 'critical' }: ProblemProps) {
  return (
    <div className="px-problem" role="alert">
      <StateGlyph state={state} cause={typeof title === 'string' ? title : t('state.critical')} decorative />
      <div>
        <p className={`px-problem-title ${toneOf(state)}`}>{title}</p>
        {detail !== undefined && <p className="mid">{detail}</p>}
        {fix !== undefined && <p className="id px-problem-fix">{fix}</p>}
        {retry && (
          <div className="px-actions">
            <Button onClick={retry}>{t('problem.retry')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

export interface EmptyProps {
  title: ReactNode;
  /** What excluded everything, and the nearest that would not. */
  detail?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

/** There is nothing, and that is known. */
export function Empty({ title, detail, actions }: EmptyProps) {
  return (
    <div className="px-empty">
      <p>
        <b>{title}</b>
      </p>
      {detail !== undefined && <p className="mid">{detail}</p>}
      {actions !== undefined && <div className="px-actions">{actions}</div>}
    </div>
  );
}

/** Three quiet lines; they appear after 300 ms only, so that a quick answer does not flicker. */
export function LoadingLines({ note, delay = 300 }: { note?: ReactNode; delay?: number }) {
  const due = useDelayed(delay);
  return (
    <div role="status" aria-busy="true" data-due={due || undefined}>
      {due && (
        <div className="px-loading">
          <span className="px-line" />
          <span className="px-line" />
          <span className="px-line" />
          <span className={note === undefined ? 'visually-hidden' : 'dim'}>{note ?? t('loading.wait')}</span>
        </div>
      )}
    </div>
  );
}

/** A key, or several to be pressed one after the other. */
export function KeyHint({ keys }: { keys: string | readonly string[] }) {
  const list = typeof keys === 'string' ? [keys] : keys;
  return (
    <span className="px-keys">
      {list.map((key) => (
        <kbd className="px-key" key={key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
