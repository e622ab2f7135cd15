import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { AssignmentInfo, UserInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { t } from '@/messages/t';
import { EVERYWHERE } from '../BoundsField';
import { checkName, checkPassword } from '../rules';
import { Assignments, bare } from './Assignments';

interface NewUserDrawerProps {
  close: () => void;
  made: (user: UserInfo) => void;
}

/** The role a new person starts with unless something else is chosen: the one that can only look. */
const VIEWER: AssignmentInfo = { roleId: 'viewer', bounds: EVERYWHERE };

export function NewUserDrawer({ close, made }: NewUserDrawerProps) {
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [assignments, setAssignments] = useState<AssignmentInfo[]>([VIEWER]);
  const [isChecked, setChecked] = useState(false);
  const create = useChange(
    () =>
      unwrap(
        client.POST('/api/users', {
          body: {
            name: name.trim(),
            displayName: displayName.trim() || null,
            password,
            assignments: bare(assignments),
          },
        }),
      ),
    ['users', 'roles', 'groups'],
  );
  const faults = { name: checkName(name), password: checkPassword(password, name) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!faults.name && !faults.password) create.run(undefined, made);
  };
  return (
    <SideDrawer title={t('users.new')} close={close}>
      <form className="form" onSubmit={submit} noValidate>
        <TextInput
          label={t('access.name')}
          description={t('access.nameRule')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          error={isChecked ? faults.name : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextInput
          label={t('users.displayName')}
          autoComplete="off"
          value={displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          label={t('access.password')}
          description={t('users.passwordTell')}
          autoComplete="new-password"
          value={password}
          error={isChecked ? faults.password : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Assignments value={assignments} onChange={setAssignments} />
        {create.problem && (
          <p className="crit" role="alert">
            {problemText(create.problem)}
          </p>
        )}
        <div className="px-actions">
          <Button type="submit" variant="filled" loading={create.isRunning}>
            {t('users.create')}
          </Button>
          <Button onClick={close}>{t('confirm.cancel')}</Button>
        </div>
      </form>
    </SideDrawer>
  );
}
