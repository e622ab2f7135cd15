import { useState } from 'react';
import { ageShort, useFormat } from '../../lib/format';
import { decimal, joined, percentFigure } from '../../lib/units';
import { type DataColumn, DataTable, Meter, Section, StateGlyph } from '../index';
import { nodes, type SampleNode } from './sample';

/** The table with groups, unknown rows and every other state of it. */
export function Table() {
  const format = useFormat();
  const [sort, setSort] = useState('name');
  const [open, setOpen] = useState<string>();
  const columns: DataColumn<SampleNode>[] = [
    {
      id: 'state',
      header: 'State',
      headerHidden: true,
      cell: (n) => <StateGlyph state={n.state} cause={n.cause} />,
      meta: { width: 22 },
    },
    { id: 'name', header: 'Node', cell: (n) => <b>{n.id}</b>, sortValue: (n) => n.id, meta: { width: 80 } },
    { id: 'now', header: 'Now', cell: (n) => <Now node={n} />, meta: { width: 180, grow: true, priority: 1 } },
    {
      id: 'cpu',
      header: 'CPU',
      cell: (n) => joined(percentFigure(n.cpu)),
      sortValue: (n) => n.cpu,
      meta: { width: 64, align: 'right' },
    },
    {
      id: 'memory',
      header: 'Memory',
      cell: (n) => <Memory node={n} />,
      sortValue: (n) => n.memory,
      meta: { width: 130 },
    },
    {
      id: 'network',
      header: 'Net',
      cell: (n) => (
        <>
          {format.rateCell(n.network?.[0])} <span className="dim">/</span> {format.rateCell(n.network?.[1])}
        </>
      ),
      meta: { width: 110, align: 'right', unit: format.rateUnit, priority: 2 },
    },
    {
      id: 'temp',
      header: 'Temp',
      cell: (n) => format.temperature(n.celsius),
      sortValue: (n) => n.celsius,
      meta: { width: 70, align: 'right', priority: 4 },
    },
    {
      id: 'up',
      header: 'Up',
      cell: (n) => <span className="dim">{ageShort(n.up)}</span>,
      sortValue: (n) => n.up,
      meta: { width: 64, align: 'right', priority: 7 },
    },
  ];
  const common = { label: 'Nodes', columns, rowId: (n: SampleNode) => n.id };
  return (
    <>
      <Section title="Table" note={`5 in 2 clusters, sorted by ${sort}`}>
        <DataTable
          {...common}
          rows={nodes}
          sort={sort}
          onSort={setSort}
          groupOf={(n) => n.group}
          renderGroup={(group, rows) => ({
            title: (
              <>
                <b>{group}</b> <span className="dim">{decimal(rows.length)} nodes</span>
              </>
            ),
          })}
          isDim={(n) => n.state === 'unknown'}
          selected={open}
          onOpen={(n) => setOpen(n.id)}
          renderCompact={(n) => <Compact node={n} />}
          primary
        />
      </Section>
      <div className="px-gallery-columns">
        <Section title="Table, loading">
          <DataTable {...common} rows={undefined} />
        </Section>
        <Section title="Table, failed">
          <DataTable
            {...common}
            rows={undefined}
            error={{ title: 'The list could not be read', detail: 'The hub answers 503: database is busy.' }}
          />
        </Section>
        <Section title="Table, stale">
          <DataTable {...common} rows={nodes.slice(0, 2)} stale={Date.now() - 660_000} />
        </Section>
      </div>
    </>
  );
}

function Now({ node }: { node: SampleNode }) {
  if (node.cause === null) return <span className="dim">nothing to report</span>;
  return (
    <span className={node.state === 'critical' ? 'crit' : node.state === 'warning' ? 'warn' : ''}>{node.cause}</span>
  );
}

function Memory({ node }: { node: SampleNode }) {
  return (
    <span className="px-cell">
      <span>{joined(percentFigure(node.memory))}</span>
      <Meter percent={node.memory} lastKnown={node.lastMemory} label={`Memory of ${node.id}`} />
    </span>
  );
}

function Compact({ node }: { node: SampleNode }) {
  return (
    <>
      <div className="px-gallery-compact">
        <StateGlyph state={node.state} cause={node.cause} /> <b>{node.id}</b> <Now node={node} />
      </div>
      <Meter percent={node.memory} lastKnown={node.lastMemory} label={`Memory of ${node.id}`} width="fill" />
    </>
  );
}
