import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { UserInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Dialog } from '@/app/Dialog';
import { problemText } from '@/app/problemText';
import { t } from '@/messages/t';
import { checkPassword } from '../rules';

/** A new password for somebody who lost theirs. */
export function PasswordDialog({ user, close }: { user: UserInfo; close: () => void }) {
  const [password, setPassword] = useState('');
  const [keepTokens, setKeepTokens] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const fault = checkPassword(password, user.name);
  const reset = useChange(
    () =>
      unwrap(
        client.POST('/api/users/{id}/password', {
          params: { path: { id: user.id } },
          body: { password, keepTokens },
        }),
      ),
    ['users', 'tokens'],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!fault) reset.run(undefined, close);
  };
  return (
    <Dialog title={t('users.resetTitle', { name: user.name })} close={close}>
      <form className="form sheet-form" onSubmit={submit} noValidate>
        <p className="mid">{t('users.resetMeans')}</p>
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          label={t('users.newPassword')}
          description={t('access.passwordRule')}
          autoComplete="new-password"
          value={password}
          error={isChecked ? fault : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Checkbox
          label={t('users.keepTokens')}
          checked={keepTokens}
          onChange={(event) => setKeepTokens(event.target.checked)}
        />
        {reset.problem && (
          <p className="crit" role="alert">
            {problemText(reset.problem)}
          </p>
        )}
        <div className="px-actions">
          <Button type="submit" variant="filled" loading={reset.isRunning}>
            {t('users.reset')}
          </Button>
          <Button onClick={close}>{t('confirm.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
