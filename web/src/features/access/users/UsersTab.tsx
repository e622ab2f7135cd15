import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import type { AssignmentInfo, UserInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, LiveAge, Pager, Section } from '@/components';
import { t } from '@/messages/t';
import { boundsWords } from '../BoundsText';
import { ListSearch, NewButton } from '../ListHead';
import { useMayChange } from '../may';
import { PAGE_SIZE, usersQuery } from '../queries';
import { NewUserDrawer } from './NewUserDrawer';
import { UserDrawer } from './UserDrawer';

const route = getRouteApi('/access');
const rowId = (user: UserInfo) => user.id;
export const NEW = 'new';

/** Everybody who may sign in. */
export function UsersTab() {
  const { search, page = 1, open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const columns = useMemo(columnsOf, []);
  const list = useQuery(usersQuery(search, (page - 1) * PAGE_SIZE));
  const problem = list.error ? toProblem(list.error) : null;
  const total = list.data?.total ?? 0;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  return (
    <Section
      title={t('users.title')}
      note={list.data && t('users.count', { total })}
      aside={
        <>
          <ListSearch
            label={t('users.search')}
            value={search}
            onChange={(next) =>
              void navigate({ search: (before) => ({ ...before, search: next, page: undefined }), replace: true })
            }
          />
          <NewButton text={t('users.new')} may={mayChange} onClick={() => show(NEW)} />
        </>
      }
    >
      <DataTable
        label={t('users.title')}
        columns={columns}
        rows={list.data?.items}
        rowId={rowId}
        primary
        serverSorted
        selected={open}
        onOpen={(user) => show(user.id)}
        renderCompact={(user) => <Compact user={user} />}
        error={
          problem
            ? { title: t('users.failed'), detail: problemText(problem), retry: () => void list.refetch() }
            : undefined
        }
        empty={<Empty title={search ? t('users.notFound', { search }) : t('users.none')} />}
      />
      <Pager
        label={t('users.title')}
        page={page}
        size={PAGE_SIZE}
        total={total}
        onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
      />
      {open === NEW && <NewUserDrawer close={() => show(undefined)} made={(user) => show(user.id)} />}
      {open !== undefined && open !== NEW && <UserDrawer key={open} id={open} close={() => show(undefined)} />}
    </Section>
  );
}

function columnsOf(): readonly DataColumn<UserInfo>[] {
  return [
    { id: 'name', header: t('users.name'), cell: (user) => <UserName user={user} />, meta: { width: 260 } },
    {
      id: 'roles',
      header: t('users.roles'),
      cell: ({ assignments }) => <Roles assignments={assignments} />,
      meta: { width: 260, grow: true },
    },
    {
      id: 'sessions',
      header: t('users.sessions'),
      cell: ({ sessions }) => (sessions > 0 ? sessions : <span className="dim">–</span>),
      meta: { width: 80, align: 'right', priority: 1 },
    },
    {
      id: 'tokens',
      header: t('users.tokens'),
      cell: ({ tokens }) => (tokens > 0 ? tokens : <span className="dim">–</span>),
      meta: { width: 80, align: 'right', priority: 2 },
    },
    {
      id: 'created',
      header: t('users.created'),
      cell: ({ createdAt }) => (
        <span className="dim">
          <LiveAge at={createdAt} form="ago" />
        </span>
      ),
      meta: { width: 120, priority: 3 },
    },
  ];
}

export function UserName({ user }: { user: UserInfo }) {
  return (
    <span className="truncate" title={`${user.name}, ${user.displayName}`}>
      <strong className={user.isDisabled ? 'dim' : undefined}>{user.name}</strong>
      {user.displayName !== user.name && <span className="mid"> {user.displayName}</span>}
      {user.isYou && <span className="dim"> {t('users.you')}</span>}
      {user.isDisabled && <span className="dim"> {t('users.disabled')}</span>}
    </span>
  );
}

export function assignmentWords({ roleName, roleId, bounds }: AssignmentInfo): string {
  const role = roleName ?? t('roles.gone', { id: roleId });
  return bounds.everything ? role : t('users.roleIn', { role, where: boundsWords(bounds) });
}

function Roles({ assignments }: { assignments: readonly AssignmentInfo[] }) {
  if (assignments.length === 0) return <span className="dim">{t('users.noRole')}</span>;
  const words = assignments.map(assignmentWords).join('; ');
  return (
    <span className="truncate mid" title={words}>
      {words}
    </span>
  );
}

function Compact({ user }: { user: UserInfo }) {
  return (
    <div className="account-compact">
      <UserName user={user} />
      <Roles assignments={user.assignments} />
    </div>
  );
}
