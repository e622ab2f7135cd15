import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, unwrap } from '@/api/client';
import { toProblem } from '@/api/problem';
import type { AssignmentInfo, UserInfo } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { Empty, LiveAge, LoadingLines, Problem } from '@/components';
import { t } from '@/messages/t';
import { useMayChange } from '../may';
import { userQuery } from '../queries';
import { SeeAsButton } from '../SeeAsButton';
import { Assignments, bare } from './Assignments';
import { UserActions } from './UserActions';
import { assignmentWords } from './UsersTab';

/** One user: what they may, where they are signed in, and what can be done about it. */
export function UserDrawer({ id, close }: { id: string; close: () => void }) {
  const query = useQuery(userQuery(id));
  const problem = query.error ? toProblem(query.error) : null;
  return (
    <SideDrawer title={query.data?.displayName ?? t('users.one')} close={close}>
      {query.data ? (
        <Person user={query.data} close={close} />
      ) : problem?.status === 404 ? (
        <Empty title={t('users.gone')} />
      ) : problem ? (
        <Problem title={t('users.failed')} detail={problemText(problem)} retry={() => void query.refetch()} />
      ) : (
        <LoadingLines />
      )}
    </SideDrawer>
  );
}

function Person({ user, close }: { user: UserInfo; close: () => void }) {
  const mayChange = useMayChange() && !user.isAboveYou;
  return (
    <>
      <dl className="facts">
        <dt>{t('access.name')}</dt>
        <dd>
          <span className="id">{user.name}</span> {user.isYou && <span className="dim">{t('users.you')}</span>}
        </dd>
        <dt>{t('users.state')}</dt>
        <dd>{user.isDisabled ? t('users.stateDisabled') : t('users.stateActive')}</dd>
        <dt>{t('users.sessions')}</dt>
        <dd>{user.sessions}</dd>
        <dt>{t('users.tokens')}</dt>
        <dd>{user.tokens}</dd>
        <dt>{t('users.created')}</dt>
        <dd>
          <LiveAge at={user.createdAt} form="ago" />
        </dd>
        <dt>{t('users.passwordChanged')}</dt>
        <dd>
          <LiveAge at={user.passwordChangedAt} form="ago" />
        </dd>
        <dt>{t('users.may')}</dt>
        <dd className="id">{user.scopes.join(', ') || t('allowed.nothing')}</dd>
      </dl>
      {user.isAboveYou && <p className="mid section-foot">{t('users.above')}</p>}
      {user.isLastAdministrator && <p className="mid section-foot">{t('users.last')}</p>}
      <UserRoles user={user} mayChange={mayChange} />
      <UserActions user={user} mayChange={mayChange} close={close} />
      <SeeAsButton
        request={{ userId: user.id, roleId: null, bounds: null }}
        label={user.name}
        may={!user.isYou && !user.isDisabled}
      />
    </>
  );
}

function UserRoles({ user, mayChange }: { user: UserInfo; mayChange: boolean }) {
  const [draft, setDraft] = useState<AssignmentInfo[] | null>(null);
  const save = useChange(
    (assignments: AssignmentInfo[]) =>
      unwrap(
        client.PUT('/api/users/{id}/assignments', {
          params: { path: { id: user.id } },
          body: { assignments: bare(assignments) },
        }),
      ),
    ['users', 'roles', 'groups', 'access'],
  );
  if (draft === null)
    return (
      <div className="drawer-part">
        <h3>{t('users.roles')}</h3>
        {user.assignments.length === 0 && <p className="mid">{t('users.noRole')}</p>}
        <ul className="plain-list">
          {user.assignments.map((assignment) => (
            <li key={assignmentWords(assignment)}>{assignmentWords(assignment)}</li>
          ))}
        </ul>
        <Button disabled={!mayChange} onClick={() => setDraft(user.assignments.map((each) => ({ ...each })))}>
          {t('users.changeRoles')}
        </Button>
      </div>
    );
  return (
    <div className="drawer-part form">
      <Assignments value={draft} onChange={setDraft} />
      {save.problem && (
        <p className="crit" role="alert">
          {problemText(save.problem)}
        </p>
      )}
      <div className="px-actions">
        <Button variant="filled" loading={save.isRunning} onClick={() => save.run(draft, () => setDraft(null))}>
          {t('form.save')}
        </Button>
        <Button onClick={() => setDraft(null)}>{t('confirm.cancel')}</Button>
      </div>
    </div>
  );
}
