import type { ReactNode } from 'react';
import { Mark } from '@/app/Mark';
import { t } from '@/messages/t';
import './access.css';

/** The page before anybody is signed in. */
export function AccessFrame({ title, version, children }: { title: string; version: string; children: ReactNode }) {
  return (
    <main className="access">
      <div className="access-brand">
        <Mark />
        <span>{t('app.name')}</span>
        <span className="dim access-version">{t('app.version', { version })}</span>
      </div>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
