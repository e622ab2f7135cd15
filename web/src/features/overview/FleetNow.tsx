import { Link } from '@tanstack/react-router';
import type { NodeSummary } from '@/api/types';
import { Meter, Section } from '@/components';
import { useFormat } from '@/lib/format';
import { isKnown } from '@/lib/units';
import { useFleet, useNodeIds } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';

const MOST_LINES = 7;

/** The extremes of several hosts: fullest, busiest, hottest. */
export function FleetNow() {
  // Figures of all nodes, drawn again with the fleet and not with every sample.
  useFleet();
  const nodes = useNodeIds().flatMap((id) => live.store.getNode(id) ?? []);
  const { percent, temperature } = useFormat();
  return (
    <div className="host-foot">
      <Top
        title={t('overview.fullest')}
        nodes={nodes}
        pick={(node) => node.fullestPercent}
        name={(node) => node.fullestMount ?? ''}
        meter={(value) => value}
        word={percent}
      />
      <Top
        title={t('overview.busiestNodes')}
        nodes={nodes}
        pick={(node) => node.cpuBusyPercent}
        meter={(value) => value}
        word={percent}
      />
      <Top
        title={t('overview.hottest')}
        nodes={nodes}
        pick={(node) => node.hottestCelsius}
        name={(node) => node.hottestSensor ?? ''}
        word={temperature}
      />
    </div>
  );
}

interface TopProps {
  title: string;
  nodes: readonly NodeSummary[];
  pick: (node: NodeSummary) => number | null | undefined;
  name?: (node: NodeSummary) => string;
  meter?: (value: number) => number;
  word: (value: number) => string;
}

function Top({ title, nodes, pick, name, meter, word }: TopProps) {
  const known = nodes.flatMap((node) => {
    const value = pick(node);
    return isKnown(value) ? [{ node, value }] : [];
  });
  const unknown = nodes.length - known.length;
  const top = known.sort((a, b) => b.value - a.value).slice(0, MOST_LINES);
  return (
    <Section title={title} aside={unknown > 0 ? t('status.alsoUnknown', { unknowns: unknown }) : undefined}>
      <ul className="short-list">
        {top.map(({ node, value }) => (
          <li key={node.id}>
            <span className="short-name">
              <Link to="/nodes/$id" params={{ id: node.id }} className="node-name">
                {node.name}
              </Link>{' '}
              <span className="dim">{name?.(node)}</span>
            </span>
            {meter && <Meter percent={meter(value)} width={84} label={`${title}: ${node.name}`} />}
            <span className="short-value">{word(value)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
