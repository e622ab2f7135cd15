import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { GroupInfo, PlaceRef } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Confirm } from '@/app/Confirm';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { t } from '@/messages/t';
import { PlacesField } from '../BoundsField';
import { useMayChange } from '../may';

/** A group to change; null makes a new one. */
export function GroupDrawer({ group, close }: { group: GroupInfo | null; close: () => void }) {
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState<PlaceRef[]>([...(group?.members ?? [])]);
  const [isRemoving, setRemoving] = useState(false);
  const mayChange = useMayChange();
  const save = useChange(() => {
    const body = { name: name.trim(), members: members.map(({ kind, id }) => ({ kind, id })) };
    return group
      ? unwrap(client.PUT('/api/groups/{id}', { params: { path: { id: group.id } }, body }))
      : unwrap(client.POST('/api/groups', { body }));
  }, ['groups', 'users', 'tokens', 'places']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.run(undefined, close);
  };
  return (
    <SideDrawer title={group?.name ?? t('groups.new')} close={close}>
      <form className="form" onSubmit={submit} noValidate>
        {group && <p className="mid">{t('groups.usedBy', { uses: group.uses })}</p>}
        <TextInput
          label={t('groups.name')}
          maxLength={64}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PlacesField places={members} onChange={setMembers} />
        {save.problem && (
          <p className="crit" role="alert">
            {problemText(save.problem)}
          </p>
        )}
        <div className="px-actions">
          <Button type="submit" variant="filled" disabled={!mayChange || !name.trim()} loading={save.isRunning}>
            {group ? t('form.save') : t('groups.create')}
          </Button>
          {group && (
            <Button variant="danger" disabled={!mayChange} onClick={() => setRemoving(true)}>
              {t('groups.remove')}
            </Button>
          )}
        </div>
      </form>
      {group && isRemoving && <RemoveGroup group={group} close={() => setRemoving(false)} gone={close} />}
    </SideDrawer>
  );
}

function RemoveGroup({ group, close, gone }: { group: GroupInfo; close: () => void; gone: () => void }) {
  const remove = useChange(
    () => unwrap(client.DELETE('/api/groups/{id}', { params: { path: { id: group.id } } })),
    ['groups', 'users', 'tokens', 'places'],
  );
  return (
    <Confirm
      title={t('groups.removeTitle', { name: group.name })}
      action={t('groups.remove')}
      isRunning={remove.isRunning}
      problem={remove.problem}
      confirm={() => remove.run(undefined, gone)}
      close={close}
    >
      {t('groups.removeMeans', { uses: group.uses })}
    </Confirm>
  );
}
