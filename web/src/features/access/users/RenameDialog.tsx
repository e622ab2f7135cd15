import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { UserInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Dialog } from '@/app/Dialog';
import { problemText } from '@/app/problemText';
import { t } from '@/messages/t';
import { checkName } from '../rules';

export function RenameDialog({ user, close }: { user: UserInfo; close: () => void }) {
  const [name, setName] = useState(user.name);
  const [displayName, setDisplayName] = useState(user.displayName === user.name ? '' : user.displayName);
  const fault = checkName(name);
  const rename = useChange(
    () =>
      unwrap(
        client.PUT('/api/users/{id}/name', {
          params: { path: { id: user.id } },
          body: { name: name.trim(), displayName: displayName.trim() || null },
        }),
      ),
    ['users', 'tokens', 'access'],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fault) rename.run(undefined, close);
  };
  return (
    <Dialog title={t('users.renameTitle', { name: user.name })} close={close}>
      <form className="form sheet-form" onSubmit={submit} noValidate>
        <TextInput
          label={t('access.name')}
          description={t('access.nameRule')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={name}
          error={fault}
          onChange={(event) => setName(event.target.value)}
        />
        <TextInput
          label={t('users.displayName')}
          autoComplete="off"
          value={displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        {rename.problem && (
          <p className="crit" role="alert">
            {problemText(rename.problem)}
          </p>
        )}
        <div className="px-actions">
          <Button type="submit" variant="filled" loading={rename.isRunning}>
            {t('form.save')}
          </Button>
          <Button onClick={close}>{t('confirm.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
