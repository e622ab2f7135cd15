import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import type { RoleInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Section } from '@/components';
import { t } from '@/messages/t';
import { NewButton } from '../ListHead';
import { useMayChange } from '../may';
import { rolesQuery } from '../queries';
import { RoleDrawer } from './RoleDrawer';

const route = getRouteApi('/access');
const rowId = (role: RoleInfo) => role.id;
const NEW = 'new';

/** Named sets of scopes. */
export function RolesTab() {
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const columns = useMemo(columnsOf, []);
  const list = useQuery(rolesQuery);
  const problem = list.error ? toProblem(list.error) : null;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  const chosen = list.data?.items.find((role) => role.id === open);
  return (
    <Section
      title={t('roles.title')}
      note={t('roles.note')}
      aside={<NewButton text={t('roles.new')} may={mayChange} onClick={() => show(NEW)} />}
    >
      <DataTable
        label={t('roles.title')}
        columns={columns}
        rows={list.data?.items}
        rowId={rowId}
        primary
        selected={open}
        onOpen={(role) => show(role.id)}
        renderCompact={(role) => (
          <div className="account-compact">
            <strong>{role.name}</strong>
            <ScopeWords of={role} />
          </div>
        )}
        error={
          problem
            ? { title: t('roles.failed'), detail: problemText(problem), retry: () => void list.refetch() }
            : undefined
        }
      />
      {open === NEW && <RoleDrawer known={null} close={() => show(undefined)} />}
      {chosen && <RoleDrawer key={chosen.id} known={chosen} close={() => show(undefined)} />}
    </Section>
  );
}

function columnsOf(): readonly DataColumn<RoleInfo>[] {
  return [
    {
      id: 'name',
      header: t('roles.name'),
      cell: ({ name, isBuiltIn }) => (
        <>
          <strong>{name}</strong>
          {isBuiltIn && <span className="dim"> {t('roles.builtIn')}</span>}
        </>
      ),
      sortValue: ({ name }) => name,
      meta: { width: 180 },
    },
    {
      id: 'scopes',
      header: t('roles.scopes'),
      cell: (role) => <ScopeWords of={role} />,
      meta: { width: 240, grow: true },
    },
    {
      id: 'users',
      header: t('roles.users'),
      cell: ({ users }) => (users > 0 ? users : <span className="dim">–</span>),
      sortValue: ({ users }) => users,
      meta: { width: 80, align: 'right' },
    },
  ];
}

function ScopeWords({ of: role }: { of: RoleInfo }) {
  const words = role.isEverything ? t('roles.everything') : role.scopes.join(', ') || t('allowed.nothing');
  return (
    <span className={`truncate mid ${role.isEverything ? '' : 'id'}`} title={words}>
      {words}
    </span>
  );
}
