import { Button } from '@mantine/core';
import { useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { UserInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Confirm } from '@/app/Confirm';
import { t } from '@/messages/t';
import { PasswordDialog } from './PasswordDialog';
import { RenameDialog } from './RenameDialog';

type Asked = 'rename' | 'password' | 'disable' | 'enable' | 'remove';

/** What can be done about a user; each asks once more. */
export function UserActions({ user, mayChange, close }: { user: UserInfo; mayChange: boolean; close: () => void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const dismiss = () => setAsked(null);
  const isKept = user.isLastAdministrator;
  const ask = (what: Asked, text: string, isAllowed: boolean) => (
    <Button disabled={!isAllowed} variant={what === 'remove' ? 'danger' : 'default'} onClick={() => setAsked(what)}>
      {text}
    </Button>
  );
  return (
    <div className="drawer-part">
      <h3>{t('users.actions')}</h3>
      <div className="px-actions">
        {ask('rename', t('users.rename'), mayChange)}
        {ask('password', t('users.reset'), mayChange && !user.isYou)}
        {user.isDisabled
          ? ask('enable', t('users.enable'), mayChange)
          : ask('disable', t('users.disable'), mayChange && !isKept)}
        {ask('remove', t('users.remove'), mayChange && !isKept)}
      </div>
      {asked === 'rename' && <RenameDialog user={user} close={dismiss} />}
      {asked === 'password' && <PasswordDialog user={user} close={dismiss} />}
      {(asked === 'disable' || asked === 'enable') && <Switch user={user} to={asked} close={dismiss} />}
      {asked === 'remove' && <Remove user={user} close={dismiss} gone={close} />}
    </div>
  );
}

function Switch({ user, to, close }: { user: UserInfo; to: 'disable' | 'enable'; close: () => void }) {
  const path = { params: { path: { id: user.id } } };
  const change = useChange(
    () =>
      to === 'disable'
        ? unwrap(client.POST('/api/users/{id}/disable', path))
        : unwrap(client.POST('/api/users/{id}/enable', path)),
    ['users', 'tokens'],
  );
  return (
    <Confirm
      title={t(`users.${to}Title`, { name: user.name })}
      action={t(`users.${to}`)}
      isRunning={change.isRunning}
      problem={change.problem}
      confirm={() => change.run(undefined, close)}
      close={close}
    >
      {t(`users.${to}Means`)}
    </Confirm>
  );
}

function Remove({ user, close, gone }: { user: UserInfo; close: () => void; gone: () => void }) {
  const remove = useChange(
    () => unwrap(client.DELETE('/api/users/{id}', { params: { path: { id: user.id } } })),
    ['users', 'tokens', 'roles', 'groups'],
  );
  return (
    <Confirm
      title={t('users.removeTitle', { name: user.name })}
      action={t('users.remove')}
      word={user.name}
      isRunning={remove.isRunning}
      problem={remove.problem}
      confirm={() => remove.run(undefined, gone)}
      close={close}
    >
      {t('users.removeMeans')}
    </Confirm>
  );
}
