import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { checkPassword } from '@/features/access/rules';
import { t } from '@/messages/t';

/** One's own password; the one so far is asked for, since a page left open is not the person. */
export function PasswordForm({ name }: { name: string }) {
  const [form, setForm] = useState({ current: '', password: '', again: '' });
  const [isChecked, setChecked] = useState(false);
  const [isDone, setDone] = useState(false);
  const change = useChange(
    () => unwrap(client.POST('/api/access/password', { body: { current: form.current, password: form.password } })),
    ['users'],
  );
  const faults = {
    current: form.current ? undefined : t('access.passwordMissing'),
    password: checkPassword(form.password, name),
    again: form.password === form.again ? undefined : t('access.passwordsDiffer'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    setDone(false);
    if (faults.current || faults.password || faults.again) return;
    change.run(undefined, () => {
      setForm({ current: '', password: '', again: '' });
      setChecked(false);
      setDone(true);
    });
  };
  const field = (which: keyof typeof form, label: string, complete: string) => (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
      label={label}
      autoComplete={complete}
      value={form[which]}
      error={isChecked ? faults[which] : undefined}
      onChange={(event) => setForm({ ...form, [which]: event.target.value })}
    />
  );
  return (
    <form className="settings-form" onSubmit={submit} noValidate>
      <h2>{t('password.title')}</h2>
      <p className="mid">{t('password.means')}</p>
      <input type="text" hidden readOnly autoComplete="username" value={name} />
      {field('current', t('password.current'), 'current-password')}
      {field('password', t('users.newPassword'), 'new-password')}
      {field('again', t('access.again'), 'new-password')}
      {change.problem && (
        <p className="crit" role="alert">
          {problemText(change.problem)}
        </p>
      )}
      {isDone && <p role="status">{t('password.done')}</p>}
      <div>
        <Button type="submit" loading={change.isRunning}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  );
}
