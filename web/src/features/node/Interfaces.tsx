import { useMemo } from 'react';
import type { InterfaceFigures } from '@/api/types';
import { type DataColumn, DataTable, Empty, Section } from '@/components';
import { useFormat } from '@/lib/format';
import { decimal, isKnown, joined, linkFigure } from '@/lib/units';
import { t } from '@/messages/t';
import { InterfaceEvidence } from './evidence';
import { Figure, ReadingOf } from './ReadingOf';
import type { NodeView } from './useNode';

const rowId = (each: InterfaceFigures) => each.counters.name;
const isUp = (each: InterfaceFigures) => each.counters.state === 'up' || each.counters.state === 'unknown';

export function Interfaces({ view, show }: { view: NodeView; show: (name: string) => void }) {
  const reading = view.figures?.interfaces;
  const all = reading?.value?.interfaces;
  return (
    <Section
      title={t('interfaces.title')}
      note={all && t('interfaces.count', { up: all.filter(isUp).length, count: all.length })}
      id="interfaces"
    >
      <ReadingOf reading={reading}>
        {({ interfaces }) => <Table view={view} interfaces={interfaces} show={show} />}
      </ReadingOf>
    </Section>
  );
}

function Table({
  view,
  interfaces,
  show,
}: {
  view: NodeView;
  interfaces: readonly InterfaceFigures[];
  show: (name: string) => void;
}) {
  const { rateCell, rateUnit } = useFormat();
  const columns = useMemo((): readonly DataColumn<InterfaceFigures>[] => {
    const rate = (value: number | null | undefined) => <Figure text={isKnown(value) ? rateCell(value) : null} />;
    return [
      {
        id: 'name',
        header: t('interfaces.name'),
        cell: (each) => (
          <strong>
            <InterfaceEvidence view={view} of={each}>
              {each.counters.name}
            </InterfaceEvidence>
          </strong>
        ),
        sortValue: (each) => each.counters.name,
        meta: { width: 104 },
      },
      {
        id: 'role',
        header: t('interfaces.role'),
        cell: (each) => <Role of={each} />,
        sortValue: (each) => each.counters.role,
        meta: { width: 128, priority: 3 },
      },
      {
        id: 'state',
        header: t('interfaces.state'),
        cell: ({ counters }) => <span className={counters.state === 'up' ? 'mid' : 'dim'}>{counters.state}</span>,
        meta: { width: 66 },
      },
      {
        id: 'addresses',
        header: t('interfaces.addresses'),
        cell: ({ counters }) => {
          const text = counters.addresses?.join('  ') ?? '';
          return text ? (
            <span className="id" title={text}>
              {text}
            </span>
          ) : (
            <span className="dim">–</span>
          );
        },
        meta: { width: 150, grow: true, priority: 2 },
      },
      {
        id: 'speed',
        header: t('interfaces.speed'),
        cell: ({ counters }) =>
          isKnown(counters.speedBitsPerSecond) ? (
            joined(linkFigure(counters.speedBitsPerSecond))
          ) : (
            <span className="dim">–</span>
          ),
        meta: { width: 76, align: 'right', priority: 4 },
      },
      {
        id: 'in',
        header: t('interfaces.in'),
        cell: (each) => rate(each.receivedBytesPerSecond),
        sortValue: (each) => each.receivedBytesPerSecond,
        meta: { width: 80, align: 'right', unit: rateUnit },
      },
      {
        id: 'out',
        header: t('interfaces.out'),
        cell: (each) => rate(each.sentBytesPerSecond),
        sortValue: (each) => each.sentBytesPerSecond,
        meta: { width: 84, align: 'right', unit: rateUnit },
      },
      {
        id: 'errors',
        header: t('interfaces.errors'),
        cell: (each) => <Errors of={each} />,
        meta: { width: 90, align: 'right', priority: 5 },
      },
    ];
  }, [view, rateCell, rateUnit]);
  return (
    <DataTable
      label={t('interfaces.title')}
      columns={columns}
      rows={interfaces}
      rowId={rowId}
      onOpen={(each) => show(each.counters.name)}
      isDim={(each) => !isUp(each)}
      renderCompact={(each) => <CompactInterface view={view} of={each} />}
      empty={<Empty title={t('interfaces.none')} />}
    />
  );
}

function CompactInterface({ view, of }: { view: NodeView; of: InterfaceFigures }) {
  const { rate } = useFormat();
  const word = (value: number | null | undefined) => (isKnown(value) ? rate(value) : '?');
  const { counters } = of;
  return (
    <div className="compact-row">
      <span />
      <strong className="truncate">
        <InterfaceEvidence view={view} of={of}>
          {counters.name}
        </InterfaceEvidence>
      </strong>
      <span>{t('interfaces.both', { into: word(of.receivedBytesPerSecond), out: word(of.sentBytesPerSecond) })}</span>
      <span className="compact-more dim">
        <span className="truncate">{counters.addresses?.[0] ?? counters.state}</span>
        <Role of={of} />
      </span>
    </div>
  );
}

function Role({ of: { counters } }: { of: InterfaceFigures }) {
  const words = [
    counters.vlanId && counters.parent
      ? t('interfaces.vlan', { id: String(counters.vlanId), parent: counters.parent })
      : t(`role.${counters.role}`),
    counters.master && t('interfaces.in.of', { name: counters.master }),
  ];
  return <span className="mid">{words.filter(Boolean).join(', ')}</span>;
}

/** Since the interface came up; those of this moment colour the line. */
function Errors({ of: { counters, errorsPerSecond, dropsPerSecond } }: { of: InterfaceFigures }) {
  const isNow = (errorsPerSecond ?? 0) + (dropsPerSecond ?? 0) > 0;
  return (
    <span className={isNow ? 'warn' : undefined}>
      {decimal(counters.receiveErrors + counters.sendErrors)}
      <span className="dim">, </span>
      {decimal(counters.receiveDrops + counters.sendDrops)}
    </span>
  );
}
