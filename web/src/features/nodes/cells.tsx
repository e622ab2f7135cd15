import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { NodeSummary } from '@/api/types';
import { Heartbeat, Meter, Spark, StateGlyph, stateOf, toneOf } from '@/components';
import { firstClause } from '@/features/findings/words';
import { ageShort, useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { useLiveNode } from '@/live/hooks';
import { t } from '@/messages/t';
import { beatsOf, useTrend } from './trends';

/** A row of the table: which node, and what the list said of it before the stream did. */
export interface NodeRow {
  id: string;
  listed: NodeSummary | null;
}

/** Cells read their node themselves, so that a sample draws the cells of one row and nothing else. */
function Cell({ row, children }: { row: NodeRow; children: (node: NodeSummary) => ReactNode }) {
  const node = useLiveNode(row.id) ?? row.listed;
  return node ? children(node) : <span className="dim">{t('nodes.gone')}</span>;
}

/** Why a figure is not there. */
const causeOf = (node: NodeSummary): string => node.cause ?? t('node.unknownCause');

function Unknown({ node }: { node: NodeSummary }) {
  const reason = t('figure.unknownBecause', { cause: causeOf(node) });
  return (
    <span className="dim" title={reason}>
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">{reason}</span>
    </span>
  );
}

export const NodeGlyphCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>{(node) => <StateGlyph state={stateOf(node.severity)} cause={causeOf(node)} />}</Cell>
);

export const NodeNameCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => (
      <Link to="/nodes/$id" params={{ id: node.id }} className="node-name" title={node.name}>
        {node.name}
      </Link>
    )}
  </Cell>
);

export const NodeNowCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => {
      const state = stateOf(node.severity);
      if (!node.cause) return <span className="dim">{state === 'ok' ? t('nodes.quiet') : t('node.unknownCause')}</span>;
      const cause = firstClause(node.cause);
      const text = node.problems > 1 ? t('nodes.more', { text: cause, more: node.problems - 1 }) : cause;
      return (
        <Link to="/nodes/$id" params={{ id: node.id }} className={`claim ${toneOf(state) || 'mid'}`} title={node.cause}>
          {text}
        </Link>
      );
    }}
  </Cell>
);

export function NodeBeatsCell({ row, height = 14 }: { row: NodeRow; height?: number }) {
  const column = useTrend('state', row.id);
  return (
    <Cell row={row}>
      {(node) => <Heartbeat beats={beatsOf(column)} label={t('nodes.beatsOf', { node: node.name })} height={height} />}
    </Cell>
  );
}

export function NodeCpuCell({ row }: { row: NodeRow }) {
  const column = useTrend('cpu', row.id);
  const { percent } = useFormat();
  return (
    <Cell row={row}>
      {(node) => (
        <span className="cell">
          <span className="cell-value">
            {isKnown(node.cpuBusyPercent) ? percent(node.cpuBusyPercent) : <Unknown node={node} />}
          </span>
          <Spark
            average={column === undefined ? undefined : (column?.average ?? [])}
            minimum={column?.minimum}
            maximum={column?.maximum}
            max={100}
            width={62}
            label={t('nodes.cpuOf', { node: node.name })}
            format={percent}
          />
        </span>
      )}
    </Cell>
  );
}

export const NodeMemoryCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => <Share node={node} percent={node.memoryUsedPercent} label={t('nodes.memoryOf', { node: node.name })} />}
  </Cell>
);

export const NodeStorageCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => (
      <Share
        node={node}
        percent={node.fullestPercent}
        label={t('nodes.storageOf', { node: node.name, mount: node.fullestMount ?? '' })}
      />
    )}
  </Cell>
);

/** A share and its bar; hatched where it is not known. */
function Share({ node, percent, label }: { node: NodeSummary; percent: number | null | undefined; label: string }) {
  const format = useFormat();
  return (
    <span className="cell">
      <span className="cell-value">{isKnown(percent) ? format.percent(percent) : <Unknown node={node} />}</span>
      <Meter percent={percent} label={label} width={60} />
    </span>
  );
}

export const NodeWhichCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => (
      <span className="dim" title={node.fullestMount ?? undefined}>
        {node.fullestMount ?? '–'}
      </span>
    )}
  </Cell>
);

export const NodeNetworkCell = ({ row }: { row: NodeRow }) => {
  const { rateCell } = useFormat();
  return (
    <Cell row={row}>
      {(node) =>
        isKnown(node.receivedBytesPerSecond) && isKnown(node.sentBytesPerSecond) ? (
          <>
            {rateCell(node.receivedBytesPerSecond)}
            <span className="dim"> / </span>
            {rateCell(node.sentBytesPerSecond)}
          </>
        ) : (
          <Unknown node={node} />
        )
      }
    </Cell>
  );
};

export const NodeTemperatureCell = ({ row }: { row: NodeRow }) => {
  const { temperature } = useFormat();
  return (
    <Cell row={row}>
      {(node) => {
        if (isKnown(node.hottestCelsius))
          return <span title={node.hottestSensor ?? undefined}>{temperature(node.hottestCelsius)}</span>;
        // A node that answers and names no sensor has none; one that does not answer may have.
        return isKnown(node.cpuBusyPercent) ? <span className="dim">–</span> : <Unknown node={node} />;
      }}
    </Cell>
  );
};

export const NodeOriginCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) => <span className="dim">{node.origins.map((origin) => t(`origin.${origin}`)).join(', ')}</span>}
  </Cell>
);

export const NodeUpCell = ({ row }: { row: NodeRow }) => (
  <Cell row={row}>
    {(node) =>
      isKnown(node.uptimeSeconds) ? (
        <span className="dim">{ageShort(node.uptimeSeconds)}</span>
      ) : (
        <Unknown node={node} />
      )
    }
  </Cell>
);

/** Two lines on a phone: glyph, name, heartbeat; three bars below, or the cause where nothing is known. */
export function NodeCompact({ row }: { row: NodeRow }) {
  return (
    <Cell row={row}>
      {(node) => (
        <div className="node-compact">
          <StateGlyph state={stateOf(node.severity)} cause={causeOf(node)} />
          <Link to="/nodes/$id" params={{ id: node.id }} className="node-name">
            {node.name}
          </Link>
          <span className="node-compact-beats">
            <NodeBeatsCell row={row} height={12} />
          </span>
          <div className="node-compact-bars">
            <CompactShare node={node} name={t('nodes.col.cpu')} percent={node.cpuBusyPercent} />
            <CompactShare node={node} name={t('nodes.mem')} percent={node.memoryUsedPercent} />
            <CompactShare node={node} name={t('nodes.disk')} percent={node.fullestPercent} />
          </div>
        </div>
      )}
    </Cell>
  );
}

function CompactShare({
  node,
  name,
  percent,
}: {
  node: NodeSummary;
  name: string;
  percent: number | null | undefined;
}) {
  const format = useFormat();
  return (
    <div>
      <span className="node-compact-name">
        <span>{name}</span>
        <span>{isKnown(percent) ? format.percent(percent) : <Unknown node={node} />}</span>
      </span>
      <Meter percent={percent} label={`${name} ${node.name}`} width="fill" />
    </div>
  );
}
