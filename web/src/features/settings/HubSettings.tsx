import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toProblem } from '@/api/problem';
import { settingsQuery } from '@/api/queries';
import type { SettingInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, Section } from '@/components';
import { t } from '@/messages/t';

const rowId = (setting: SettingInfo) => setting.key;

/** Every setting of the hub with its value and where that comes from; to be read, not changed, here. */
export function HubSettings() {
  const query = useQuery(settingsQuery);
  const columns = useMemo(columnsOf, []);
  const problem = query.error ? toProblem(query.error) : null;
  return (
    <Section title={t('settings.server.title')} note={t('settings.server.note')}>
      <DataTable
        label={t('settings.server.title')}
        columns={columns}
        rows={query.data?.items}
        rowId={rowId}
        renderCompact={(setting) => <Compact setting={setting} />}
        error={
          problem
            ? { title: t('settings.server.failed'), detail: problemText(problem), retry: () => void query.refetch() }
            : undefined
        }
        empty={<Empty title={t('settings.server.none')} />}
      />
    </Section>
  );
}

function columnsOf(): readonly DataColumn<SettingInfo>[] {
  return [
    {
      id: 'key',
      header: t('settings.server.key'),
      cell: ({ key }) => (
        <strong className="id" title={key}>
          {key}
        </strong>
      ),
      sortValue: ({ key }) => key,
      meta: { width: 244 },
    },
    {
      id: 'value',
      header: t('settings.server.value'),
      cell: ({ value }) => <Value text={value} />,
      meta: { width: 130 },
    },
    {
      id: 'source',
      header: t('settings.server.source'),
      cell: ({ source }) => (
        <span className={source === 'default' ? 'dim' : 'mid'}>{t(`settings.source.${source}`)}</span>
      ),
      sortValue: ({ source }) => source,
      meta: { width: 100 },
    },
    {
      id: 'default',
      header: t('settings.server.default'),
      cell: (setting) => <Value text={setting.default} isDim />,
      meta: { width: 110, priority: 2 },
    },
    {
      id: 'range',
      header: t('settings.server.range'),
      cell: ({ range, type }) => <Value text={range ?? type} isDim />,
      meta: { width: 150, priority: 3 },
    },
    {
      id: 'meaning',
      header: t('settings.server.meaning'),
      cell: ({ meaning }) => (
        <span className="mid" title={meaning}>
          {meaning}
        </span>
      ),
      meta: { width: 260, grow: true, priority: 1 },
    },
  ];
}

function Value({ text, isDim = false }: { text: string; isDim?: boolean }) {
  return (
    <span className={isDim ? 'dim' : undefined} title={text}>
      {text === '' ? '–' : text}
    </span>
  );
}

function Compact({ setting }: { setting: SettingInfo }) {
  return (
    <div className="setting-compact">
      <strong className="id">{setting.key}</strong>
      <span>{setting.value === '' ? '–' : setting.value}</span>
      <span className="dim">{setting.meaning}</span>
    </div>
  );
}
