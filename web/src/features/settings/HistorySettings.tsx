import { useQuery } from '@tanstack/react-query';
import { toProblem } from '@/api/problem';
import { historyCostQuery } from '@/api/queries';
import type { HistoryCost, LevelCost } from '@/api/types';
import { problemText } from '@/app/problemText';
import { type DataColumn, DataTable, Empty, Problem, Section } from '@/components';
import { useFormat } from '@/lib/format';
import { t } from '@/messages/t';

const rowId = ({ name }: LevelCost) => name;

/** What history costs: room on the disk, memory and writes, and how long each resolution is kept. */
export function HistorySettings() {
  const query = useQuery(historyCostQuery);
  const problem = query.error ? toProblem(query.error) : null;
  if (problem)
    return (
      <Problem
        title={t('settings.history.failed')}
        detail={problemText(problem)}
        state="unknown"
        retry={() => void query.refetch()}
      />
    );
  return (
    <Section title={t('settings.history.title')} note={t('settings.history.note')}>
      {query.data && <Totals cost={query.data} />}
      <Levels levels={query.data?.levels} />
    </Section>
  );
}

function Totals({ cost }: { cost: HistoryCost }) {
  const { bytes } = useFormat();
  const { bytesPerSample, writtenBytesPerDay } = cost;
  const rows: readonly [string, string][] = [
    [t('settings.history.room'), bytes(cost.fileBytes + cost.tailBytes)],
    [t('settings.history.perSample'), bytesPerSample == null ? t('settings.history.later') : bytesPerSample.toFixed(2)],
    [
      t('settings.history.written'),
      writtenBytesPerDay == null ? t('settings.history.later') : bytes(writtenBytesPerDay),
    ],
    [t('settings.history.memory'), bytes(cost.memoryBytes)],
    [t('settings.history.damaged'), cost.damaged === 0 ? t('settings.history.whole') : String(cost.damaged)],
  ];
  return (
    <dl className="history-cost">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Levels({ levels }: { levels: readonly LevelCost[] | undefined }) {
  const { bytes } = useFormat();
  const columns: readonly DataColumn<LevelCost>[] = [
    { id: 'name', header: t('settings.history.resolution'), cell: ({ name }) => name, meta: { width: 120 } },
    { id: 'values', header: t('settings.history.values'), cell: ({ values }) => String(values), meta: { width: 120 } },
    { id: 'bytes', header: t('settings.history.room'), cell: (level) => bytes(level.bytes), meta: { width: 110 } },
    { id: 'kept', header: t('settings.history.kept'), cell: keptOf, meta: { width: 120, grow: true } },
  ];
  return (
    <DataTable
      label={t('settings.history.title')}
      columns={columns}
      rows={levels}
      rowId={rowId}
      renderCompact={(level) => (
        <div className="setting-compact">
          <strong>{level.name}</strong>
          <span>{bytes(level.bytes)}</span>
          <span className="dim">{keptOf(level)}</span>
        </div>
      )}
      empty={<Empty title={t('settings.history.none')} />}
    />
  );
}

const keptOf = ({ keptDays }: LevelCost): string =>
  keptDays == null ? t('settings.history.forEver') : t('settings.history.days', { days: keptDays });
