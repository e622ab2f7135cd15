import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SETTINGS_TABS, type SettingsTab } from '@/app/search';
import { useTitle } from '@/app/title';
import { EndpointsTab } from '@/features/endpoints/EndpointsTab';
import { t } from '@/messages/t';
import { Account } from './Account';
import { Appearance } from './Appearance';
import { HistorySettings } from './HistorySettings';
import { HubSettings } from './HubSettings';
import './settings.css';

const route = getRouteApi('/settings');

const pages: Record<SettingsTab, () => ReactNode> = {
  appearance: Appearance,
  endpoints: EndpointsTab,
  server: HubSettings,
  history: HistorySettings,
  account: Account,
};

export function SettingsPage() {
  useTitle(t('settings.title'));
  const { tab = 'appearance' } = route.useSearch();
  const Page = pages[tab];
  return (
    <>
      <h1 tabIndex={-1}>{t('settings.title')}</h1>
      <nav className="page-tabs" aria-label={t('settings.title')}>
        {SETTINGS_TABS.map((each) => (
          <Link
            key={each}
            to="/settings"
            search={each === 'appearance' ? {} : { tab: each }}
            className={each === tab ? 'on' : undefined}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`settings.tab.${each}`)}
          </Link>
        ))}
      </nav>
      <Page />
    </>
  );
}
