import type { ReactNode } from 'react';
import type { AuditRecord } from '@/api/types';
import { SideDrawer } from '@/app/SideDrawer';
import { zoned } from '@/lib/format';
import { decimal } from '@/lib/units';
import { t } from '@/messages/t';
import { outcomeWord } from './AuditTab';

/** One entry, whole. */
export function AuditDrawer({ entry, close }: { entry: AuditRecord; close: () => void }) {
  const rows: [string, ReactNode][] = [
    [t('audit.at'), zoned(entry.at)],
    [t('audit.who'), entry.principal],
    ...(entry.token
      ? ([[t('audit.token'), <span className="id">{t('tokens.begins', { prefix: entry.token })}</span>]] as [
          string,
          ReactNode,
        ][])
      : []),
    [t('audit.address'), entry.address ?? t('audit.localLong')],
    [t('audit.target'), entry.target ?? '–'],
    [t('audit.outcome'), outcomeWord(entry.outcome)],
    ...(entry.error ? ([[t('audit.error'), entry.error]] as [string, ReactNode][]) : []),
  ];
  return (
    <SideDrawer title={<span className="id">{entry.action}</span>} close={close}>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="audit-value">{value}</dd>
          </div>
        ))}
      </dl>
      {entry.before != null && <Content title={t('audit.before')} text={entry.before} />}
      {entry.after != null && <Content title={t('audit.after')} text={entry.after} />}
      <p className="section-foot">{t('audit.number', { number: decimal(entry.sequence) })}</p>
    </SideDrawer>
  );
}

function Content({ title, text }: { title: string; text: string }) {
  return (
    <div className="drawer-part">
      <h3>{title}</h3>
      <pre className="audit-content id">{text}</pre>
    </div>
  );
}
