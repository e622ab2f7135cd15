import { useMemo } from 'react';
import type { CollectorReport, HostCost } from '@/api/types';
import { type DataColumn, DataTable, Empty, Section, StateGlyph } from '@/components';
import { duration, milliseconds, useFormat } from '@/lib/format';
import { decimal } from '@/lib/units';
import { t } from '@/messages/t';
import type { NodeView } from './useNode';

const rowId = (report: CollectorReport) => report.name;
const RANK = { failed: 0, absent: 2, value: 1 };

/** Which source said what and how long it took: the evidence behind every figure of the page. */
export function Collectors({ view }: { view: NodeView }) {
  const { collectors, cost } = view.detail;
  const columns = useMemo(columnsOf, []);
  const rows = useMemo(() => [...collectors].sort((a, b) => RANK[a.outcome] - RANK[b.outcome]), [collectors]);
  const answered = collectors.filter((each) => each.outcome !== 'failed').length;
  return (
    <Section
      title={t('collectors.title')}
      note={t('collectors.note', { ok: answered, count: collectors.length })}
      id="collectors"
    >
      <DataTable
        label={t('collectors.title')}
        columns={columns}
        rows={rows}
        rowId={rowId}
        empty={<Empty title={t('collectors.none')} />}
      />
      {cost && <CostLine cost={cost} />}
    </Section>
  );
}

function columnsOf(): readonly DataColumn<CollectorReport>[] {
  return [
    {
      id: 'state',
      header: t('nodes.col.state'),
      headerHidden: true,
      cell: ({ outcome, message }) =>
        outcome === 'failed' ? (
          <StateGlyph state="unknown" cause={message ?? t('state.noCause')} />
        ) : (
          <StateGlyph state="ok" />
        ),
      meta: { width: 22 },
    },
    {
      id: 'name',
      header: t('collectors.name'),
      cell: ({ name }) => <strong>{name}</strong>,
      sortValue: ({ name }) => name,
      meta: { width: 110 },
    },
    {
      id: 'outcome',
      header: t('collectors.outcome'),
      cell: ({ outcome, message }) => (
        <span className={outcome === 'failed' ? 'mid' : 'dim'} title={message ?? undefined}>
          {message ?? t(`collectors.${outcome}`)}
        </span>
      ),
      meta: { width: 104, grow: true },
    },
    {
      id: 'took',
      header: t('collectors.took'),
      cell: ({ microseconds }) => milliseconds(microseconds / 1000),
      sortValue: ({ microseconds }) => microseconds,
      meta: { width: 66, align: 'right' },
    },
  ];
}

function CostLine({ cost }: { cost: HostCost }) {
  const { bytes } = useFormat();
  const minutes = cost.runningSeconds / 60;
  const days = cost.runningSeconds / 86_400;
  const isLongEnough = minutes >= 1;
  const written = cost.writtenBytes;
  return (
    <p className="section-foot">
      {t('collectors.cost', {
        cpu: isLongEnough ? decimal(cost.cpuSeconds / minutes, 2) : '?',
        memory: bytes(cost.residentBytes),
        written: isLongEnough && written !== null && written !== undefined ? bytes(written / days) : '?',
        programs: cost.programsStarted,
        wakes: cost.disksWoken,
        time: duration(cost.runningSeconds),
      })}
    </p>
  );
}
