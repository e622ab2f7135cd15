import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import type { GroupInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, Section } from '@/components';
import { t } from '@/messages/t';
import { placeName } from '../BoundsText';
import { NewButton } from '../ListHead';
import { useMayChange } from '../may';
import { groupsQuery } from '../queries';
import { GroupDrawer } from './GroupDrawer';

const route = getRouteApi('/access');
const rowId = (group: GroupInfo) => group.id;
const NEW = 'new';

/** Places under one name, for bounds. */
export function GroupsTab() {
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const columns = useMemo(columnsOf, []);
  const list = useQuery(groupsQuery);
  const problem = list.error ? toProblem(list.error) : null;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  const chosen = list.data?.items.find((group) => group.id === open);
  return (
    <Section
      title={t('groups.title')}
      note={t('groups.note')}
      aside={<NewButton text={t('groups.new')} may={mayChange} onClick={() => show(NEW)} />}
    >
      <DataTable
        label={t('groups.title')}
        columns={columns}
        rows={list.data?.items}
        rowId={rowId}
        primary
        selected={open}
        onOpen={(group) => show(group.id)}
        renderCompact={(group) => (
          <div className="account-compact">
            <strong>{group.name}</strong>
            <Members group={group} />
          </div>
        )}
        error={
          problem
            ? { title: t('groups.failed'), detail: problemText(problem), retry: () => void list.refetch() }
            : undefined
        }
        empty={<Empty title={t('groups.none')} detail={t('groups.noneWhy')} />}
      />
      {open === NEW && <GroupDrawer group={null} close={() => show(undefined)} />}
      {chosen && <GroupDrawer key={chosen.id} group={chosen} close={() => show(undefined)} />}
    </Section>
  );
}

function columnsOf(): readonly DataColumn<GroupInfo>[] {
  return [
    {
      id: 'name',
      header: t('groups.name'),
      cell: ({ name }) => <strong>{name}</strong>,
      sortValue: ({ name }) => name,
      meta: { width: 180 },
    },
    {
      id: 'members',
      header: t('groups.members'),
      cell: (group) => <Members group={group} />,
      meta: { width: 240, grow: true },
    },
    {
      id: 'uses',
      header: t('groups.uses'),
      cell: ({ uses }) => (uses > 0 ? uses : <span className="dim">–</span>),
      sortValue: ({ uses }) => uses,
      meta: { width: 80, align: 'right' },
    },
  ];
}

function Members({ group }: { group: GroupInfo }) {
  const words = group.members.map(placeName).join(', ') || t('groups.empty');
  return (
    <span className="truncate mid" title={words}>
      {words}
    </span>
  );
}
