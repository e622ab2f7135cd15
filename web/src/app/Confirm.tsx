import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ApiProblem } from '@/api/problem';
import { t } from '@/messages/t';
import { Dialog } from './Dialog';
import { problemText } from './problemText';

export interface ConfirmProps {
  title: string;
  /** What will happen, and what cannot be undone. */
  children: ReactNode;
  /** What the button does: "Remove anna". */
  action: string;
  /** Has to be typed first: for what cannot be taken back. */
  word?: string;
  isRunning: boolean;
  problem: ApiProblem | null;
  confirm: () => void;
  close: () => void;
}

/** Asks once more before something that hurts. */
export function Confirm({ title, children, action, word, isRunning, problem, confirm, close }: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const isReady = word === undefined || typed.trim() === word;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isRunning) confirm();
  };
  return (
    <Dialog title={title} close={close}>
      <form className="form sheet-form" onSubmit={submit}>
        <div className="mid">{children}</div>
        {word !== undefined && (
          <TextInput
            label={t('confirm.type', { word })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {problem && (
          <p className="crit" role="alert">
            {problemText(problem)}
          </p>
        )}
        <div className="px-actions">
          <Button type="submit" variant="danger" disabled={!isReady} loading={isRunning}>
            {action}
          </Button>
          <Button onClick={close}>{t('confirm.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
