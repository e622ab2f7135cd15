import type { SmartAttribute } from '@/api/types';
import { type DataColumn, DataTable, Section, StateGlyph } from '@/components';
import { t } from '@/messages/t';

const rowId = (attribute: SmartAttribute) => String(attribute.id);

const columns: readonly DataColumn<SmartAttribute>[] = [
  {
    id: 'state',
    header: t('nodes.col.state'),
    headerHidden: true,
    cell: (each) => <Glyph attribute={each} />,
    meta: { width: 22 },
  },
  {
    id: 'name',
    header: t('disk.attributes.name'),
    cell: (each) => <span title={String(each.id)}>{each.name}</span>,
    sortValue: (each) => each.id,
    meta: { width: 150, grow: true },
  },
  {
    id: 'value',
    header: t('disk.attributes.value'),
    cell: (each) => each.value ?? '–',
    meta: { width: 50, align: 'right' },
  },
  {
    id: 'threshold',
    header: t('disk.attributes.threshold'),
    cell: (each) => each.threshold ?? '–',
    meta: { width: 50, align: 'right', priority: 2 },
  },
  {
    id: 'raw',
    header: t('disk.attributes.raw'),
    cell: (each) => <span title={each.raw}>{each.count ?? each.raw}</span>,
    meta: { width: 92, align: 'right' },
  },
];

/** The vendor's attributes; the raw text is in the title where one number stands for it. */
export function Attributes({ attributes }: { attributes: readonly SmartAttribute[] }) {
  return (
    <Section title={t('disk.attributes.title')} note={String(attributes.length)}>
      <DataTable label={t('disk.attributes.title')} columns={columns} rows={attributes} rowId={rowId} />
    </Section>
  );
}

function Glyph({ attribute }: { attribute: SmartAttribute }) {
  if (attribute.failed === 'now') {
    return <StateGlyph state={attribute.isPrefail ? 'critical' : 'warning'} cause={t('disk.attributes.now')} />;
  }
  if (attribute.failed === 'past') return <StateGlyph state="note" cause={t('disk.attributes.past')} />;
  return <StateGlyph state="ok" />;
}
