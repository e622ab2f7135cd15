import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { BoundsInfo, RoleInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Confirm } from '@/app/Confirm';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { LoadingLines } from '@/components';
import { t } from '@/messages/t';
import { BoundsField, EVERYWHERE } from '../BoundsField';
import { useMayChange } from '../may';
import { scopesQuery } from '../queries';
import { ScopeBoxes } from '../ScopeBoxes';
import { SeeAsButton } from '../SeeAsButton';

/** A role to look at and, where it is not part of the program, to change; null makes a new one. */
export function RoleDrawer({ known: role, close }: { known: RoleInfo | null; close: () => void }) {
  const scopes = useQuery(scopesQuery);
  return (
    <SideDrawer title={role?.name ?? t('roles.new')} close={close}>
      {scopes.data ? <RoleForm known={role} scopes={scopes.data.items} close={close} /> : <LoadingLines />}
      {role && <SeeAsRole known={role} />}
    </SideDrawer>
  );
}

interface RoleFormProps {
  known: RoleInfo | null;
  scopes: Parameters<typeof ScopeBoxes>[0]['scopes'];
  close: () => void;
}

function RoleForm({ known: role, scopes, close }: RoleFormProps) {
  const [name, setName] = useState(role?.name ?? '');
  const [chosen, setChosen] = useState<string[]>([...(role?.scopes ?? ['read'])]);
  const [isRemoving, setRemoving] = useState(false);
  const isFixed = role?.isBuiltIn ?? false;
  const mayChange = useMayChange();
  const save = useChange(() => {
    const body = { name: name.trim(), scopes: chosen };
    return role
      ? unwrap(client.PUT('/api/roles/{id}', { params: { path: { id: role.id } }, body }))
      : unwrap(client.POST('/api/roles', { body }));
  }, ['roles', 'users', 'access']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.run(undefined, close);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {isFixed ? (
        <p className="mid">{t('roles.builtInMeans')}</p>
      ) : (
        <TextInput
          label={t('roles.name')}
          maxLength={64}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <ScopeBoxes label={t('roles.scopes')} scopes={scopes} chosen={chosen} onChange={setChosen} disabled={isFixed} />
      {save.problem && (
        <p className="crit" role="alert">
          {problemText(save.problem)}
        </p>
      )}
      {!isFixed && (
        <div className="px-actions">
          <Button type="submit" variant="filled" disabled={!mayChange || !name.trim()} loading={save.isRunning}>
            {role ? t('form.save') : t('roles.create')}
          </Button>
          {role && (
            <Button variant="danger" disabled={!mayChange} onClick={() => setRemoving(true)}>
              {t('roles.remove')}
            </Button>
          )}
        </div>
      )}
      {role && isRemoving && <RemoveRole known={role} close={() => setRemoving(false)} gone={close} />}
    </form>
  );
}

function RemoveRole({ known: role, close, gone }: { known: RoleInfo; close: () => void; gone: () => void }) {
  const remove = useChange(
    () => unwrap(client.DELETE('/api/roles/{id}', { params: { path: { id: role.id } } })),
    ['roles', 'users'],
  );
  return (
    <Confirm
      title={t('roles.removeTitle', { name: role.name })}
      action={t('roles.remove')}
      isRunning={remove.isRunning}
      problem={remove.problem}
      confirm={() => remove.run(undefined, gone)}
      close={close}
    >
      {t('roles.removeMeans', { users: role.users })}
    </Confirm>
  );
}

function SeeAsRole({ known: role }: { known: RoleInfo }) {
  const [bounds, setBounds] = useState<BoundsInfo>(EVERYWHERE);
  const request = {
    userId: null,
    roleId: role.id,
    bounds: {
      everything: bounds.everything,
      places: bounds.everything ? [] : bounds.places.map(({ kind, id }) => ({ kind, id })),
    },
  };
  return (
    <>
      <div className="drawer-part">
        <BoundsField label={t('seeAs.where')} isLabelShown value={bounds} onChange={setBounds} />
      </div>
      <SeeAsButton request={request} label={role.name} may={bounds.everything || bounds.places.length > 0} />
    </>
  );
}
