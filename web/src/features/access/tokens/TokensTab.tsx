import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { toProblem } from '@/api/problem';
import type { TokenInfo, TokenMade } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, LiveAge, Pager, Section, Segmented, StateGlyph } from '@/components';
import { t } from '@/messages/t';
import { boundsWords } from '../BoundsText';
import { NewButton } from '../ListHead';
import { ACCESS_MANAGE, useMay, useMayChange, useMe } from '../may';
import { PAGE_SIZE, tokensQuery } from '../queries';
import { NewTokenDrawer } from './NewTokenDrawer';
import { SecretOnce } from './SecretOnce';
import { TokenDrawer } from './TokenDrawer';

const route = getRouteApi('/access');
const rowId = (token: TokenInfo) => token.prefix;
const NEW = 'new';

/** API tokens: one's own, or everybody's for those who manage access. */
export function TokensTab() {
  const { open, page = 1, all } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const preview = useMe()?.seesAs;
  const seesAll = useMay(ACCESS_MANAGE);
  const isAll = seesAll && all === 'yes';
  const [made, setMade] = useState<TokenMade | null>(null);
  const columns = useMemo(() => columnsOf(isAll), [isAll]);
  const list = useQuery(tokensQuery(isAll, (page - 1) * PAGE_SIZE));
  const problem = list.error ? toProblem(list.error) : null;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) });
  const chosen = list.data?.items.find((token) => token.prefix === open);
  const told = (secret: TokenMade) => {
    setMade(secret);
    show(undefined);
  };
  if (preview)
    // The hub lists the tokens of whoever is signed in, and those are not what the other one sees.
    return (
      <Section
        title={t('tokens.title')}
        aside={<NewButton text={t('tokens.new')} may={false} onClick={() => undefined} />}
      >
        <Empty title={t('tokens.preview', { who: preview.label })} />
      </Section>
    );
  return (
    <Section
      title={t('tokens.title')}
      note={list.data && t('tokens.count', { total: list.data.total })}
      aside={
        <>
          {seesAll && (
            <Segmented
              label={t('tokens.whose')}
              value={isAll ? 'all' : 'mine'}
              options={[
                { value: 'mine', label: t('tokens.mine') },
                { value: 'all', label: t('tokens.all') },
              ]}
              onChange={(whose) =>
                void navigate({
                  search: (before) => ({ ...before, all: whose === 'all' ? 'yes' : undefined, page: undefined }),
                })
              }
            />
          )}
          <NewButton text={t('tokens.new')} may={mayChange} onClick={() => show(NEW)} />
        </>
      }
    >
      {made && <SecretOnce made={made} done={() => setMade(null)} />}
      <DataTable
        label={t('tokens.title')}
        columns={columns}
        rows={list.data?.items}
        rowId={rowId}
        primary
        serverSorted
        selected={open}
        onOpen={(token) => show(token.prefix)}
        isDim={(token) => token.state !== 'active'}
        renderCompact={(token) => <Compact token={token} />}
        error={
          problem
            ? { title: t('tokens.failed'), detail: problemText(problem), retry: () => void list.refetch() }
            : undefined
        }
        empty={<Empty title={t('tokens.none')} detail={t('tokens.noneWhy')} />}
      />
      <Pager
        label={t('tokens.title')}
        page={page}
        size={PAGE_SIZE}
        total={list.data?.total ?? 0}
        onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
      />
      {open === NEW && <NewTokenDrawer close={() => show(undefined)} made={told} />}
      {chosen && <TokenDrawer key={chosen.prefix} token={chosen} close={() => show(undefined)} rotated={told} />}
    </Section>
  );
}

function columnsOf(withOwner: boolean): readonly DataColumn<TokenInfo>[] {
  const owner: DataColumn<TokenInfo> = {
    id: 'owner',
    header: t('tokens.owner'),
    cell: ({ ownerName }) => ownerName,
    meta: { width: 120 },
  };
  return [
    { id: 'name', header: t('tokens.name'), cell: ({ name }) => <strong>{name}</strong>, meta: { width: 160 } },
    {
      id: 'prefix',
      header: t('tokens.prefix'),
      cell: ({ prefix }) => <span className="id">{t('tokens.begins', { prefix })}</span>,
      meta: { width: 140, priority: 2 },
    },
    ...(withOwner ? [owner] : []),
    {
      id: 'scopes',
      header: t('tokens.may'),
      cell: (token) => <TokenMay token={token} />,
      meta: { width: 200, grow: true, priority: 1 },
    },
    { id: 'state', header: t('tokens.state'), cell: (token) => <TokenEnd token={token} />, meta: { width: 150 } },
    {
      id: 'used',
      header: t('tokens.used'),
      cell: ({ usedAt, usedAddress }) => (
        <span className="dim" title={usedAddress ?? undefined}>
          {usedAt ? <LiveAge at={usedAt} form="ago" /> : t('tokens.neverUsed')}
        </span>
      ),
      meta: { width: 120, priority: 1 },
    },
  ];
}

function TokenMay({ token }: { token: TokenInfo }) {
  const scopes = token.isEverything ? t('tokens.everything') : token.scopes.join(', ');
  const words = token.bounds.everything
    ? scopes
    : t('users.roleIn', { role: scopes, where: boundsWords(token.bounds) });
  return (
    <span className="truncate mid" title={words}>
      {words}
    </span>
  );
}

/** When it ends, or that it has. A token that never ends is worth a second look. */
export function TokenEnd({ token }: { token: TokenInfo }) {
  if (token.state !== 'active') return <span className="dim">{t(`tokens.state.${token.state}`)}</span>;
  if (token.expiresAt) {
    const days = Math.ceil((Date.parse(token.expiresAt) - Date.now()) / 86_400_000);
    return <span className={days <= 7 ? 'warn' : undefined}>{t('tokens.ends', { days })}</span>;
  }
  return (
    <span className="warn">
      <StateGlyph state="warning" cause={t('tokens.neverWhy')} size={10} /> {t('tokens.never')}
    </span>
  );
}

function Compact({ token }: { token: TokenInfo }) {
  return (
    <div className="account-compact">
      <span className="truncate">
        <strong>{token.name}</strong> <span className="dim id">{token.prefix}</span>
      </span>
      <TokenEnd token={token} />
    </div>
  );
}
