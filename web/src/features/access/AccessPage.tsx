import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { ACCESS_TABS, type AccessTab } from '@/app/search';
import { useTitle } from '@/app/title';
import { LoadingLines } from '@/components';
import { t } from '@/messages/t';
import { GroupsTab } from './groups/GroupsTab';
import { ACCESS_MANAGE, AUDIT_READ, useMe } from './may';
import { NotAllowed } from './NotAllowed';
import { RolesTab } from './roles/RolesTab';
import { TokensTab } from './tokens/TokensTab';
import { UsersTab } from './users/UsersTab';
import './accounts.css';

const AuditTab = lazy(() => import('@/features/audit/AuditTab'));
const route = getRouteApi('/access');

const tabs: Record<AccessTab, { page: () => ReactNode; scope: string | null }> = {
  users: { page: UsersTab, scope: ACCESS_MANAGE },
  roles: { page: RolesTab, scope: ACCESS_MANAGE },
  groups: { page: GroupsTab, scope: ACCESS_MANAGE },
  tokens: { page: TokensTab, scope: null },
  audit: { page: () => <AuditTab />, scope: AUDIT_READ },
};

/** The first tab that is there for somebody with these scopes. */
export function firstTab(scopes: readonly string[]): AccessTab {
  return ACCESS_TABS.find((tab) => mayOpen(tab, scopes)) ?? 'tokens';
}

const mayOpen = (tab: AccessTab, scopes: readonly string[]): boolean => {
  const { scope } = tabs[tab];
  return scope === null || scopes.includes(scope);
};

/** Who may do what, and who did. */
export function AccessPage() {
  useTitle(t('accounts.title'));
  const scopes = useMe()?.scopes ?? [];
  const { tab = firstTab(scopes) } = route.useSearch();
  const { page: Page, scope } = tabs[tab];
  return (
    <>
      <h1 tabIndex={-1}>{t('accounts.title')}</h1>
      <nav className="page-tabs" aria-label={t('accounts.title')}>
        {ACCESS_TABS.filter((each) => mayOpen(each, scopes)).map((each) => (
          <Link
            key={each}
            to="/access"
            search={{ tab: each }}
            className={each === tab ? 'on' : undefined}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`accounts.tab.${each}`)}
          </Link>
        ))}
      </nav>
      {mayOpen(tab, scopes) ? (
        <Suspense fallback={<LoadingLines />}>
          <Page />
        </Suspense>
      ) : (
        <NotAllowed scope={scope ?? ''} />
      )}
    </>
  );
}
