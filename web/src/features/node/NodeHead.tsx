import type { ReactNode } from 'react';
import { DEFAULT_RANGE, type NodeSearch, RANGES, type Range } from '@/app/search';
import { Evidence, LiveAge, Segmented, StateGlyph, stateOf, toneOf } from '@/components';
import { FindingLink } from '@/features/findings/FindingLink';
import { clauseOf } from '@/features/findings/words';
import { useSecond } from '@/lib/clock';
import { duration, moment, useFormat } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { rich, t } from '@/messages/t';
import type { NodeView } from './useNode';

interface NodeHeadProps {
  view: NodeView;
  search: NodeSearch;
  setRange: (range: Range) => void;
}

export function NodeHead({ view, search, setRange }: NodeHeadProps) {
  const { summary } = view;
  return (
    <header className="node-head">
      <div className="node-head-top">
        <h1 tabIndex={-1}>
          <StateGlyph
            state={stateOf(summary.severity)}
            cause={summary.cause ?? t('node.unknownCause')}
            size={14}
            decorative
          />
          <span className="node-title">{summary.name}</span>
        </h1>
        <p className="node-because">
          <Because view={view} />
        </p>
        <RangeSwitch search={search} setRange={setRange} />
      </div>
      <Facts view={view} />
    </header>
  );
}

function Because({ view }: { view: NodeView }) {
  const { summary, findings } = view;
  const state = stateOf(summary.severity);
  const word = t(`state.${state}`);
  if (state === 'ok') {
    const read = view.detail.collectors.filter((each) => each.outcome === 'value').length;
    return (
      <Evidence
        title={word}
        lines={view.detail.collectors.map((each) => ({
          label: each.name,
          value: each.message ?? t(`collectors.${each.outcome}`),
        }))}
        age={<LiveAge at={view.sampledAt} form="old" />}
      >
        {t('node.okay', { sources: read })}
      </Evidence>
    );
  }
  const worst = findings.find((each) => each.severity === summary.severity);
  const colour = toneOf(state);
  if (!worst)
    return rich('node.because', {
      word: <strong className={colour}>{word}</strong>,
      cause: summary.cause ?? t('node.unknownCause'),
    });
  const more = findings.length - 1;
  return (
    <>
      {rich('node.because', {
        word: <strong className={colour}>{word}</strong>,
        cause: <FindingLink finding={worst}>{clauseOf(worst)}</FindingLink>,
      })}
      {more > 0 && <span className="dim">, {t('node.follow', { more })}</span>}
    </>
  );
}

/** The ranges, and the window somebody zoomed to with the way back. */
export function RangeSwitch({ search, setRange }: Pick<NodeHeadProps, 'search' | 'setRange'>) {
  const { range = DEFAULT_RANGE, from, to } = search;
  const now = useSecond();
  const isZoomed = from !== undefined && to !== undefined;
  return (
    <div className="node-range">
      {isZoomed && (
        <span className="node-zoom">
          {t('node.zoomed', { from: moment(from * 1000, now), to: moment(to * 1000, now) })}
          <button type="button" className="px-evidence" onClick={() => setRange(range)}>
            {t('node.unzoom', { range: t(`node.range.${range}`) })}
          </button>
        </span>
      )}
      <Segmented
        label={t('node.range')}
        value={range}
        options={RANGES.map((value) => ({ value, label: t(`node.range.${value}`) }))}
        onChange={setRange}
      />
    </div>
  );
}

/** One line of what this host is. A fact that is not known is left out here and named under its source below. */
function Facts({ view }: { view: NodeView }) {
  const { bytes } = useFormat();
  const { summary, detail, figures } = view;
  const facts = detail.facts;
  const os = facts?.os.value;
  const cpu = facts?.cpu.value;
  const board = facts?.board.value;
  const load = figures?.load.value;
  const inside = facts?.container ?? facts?.hypervisor;
  const uptime = figures?.uptime.value?.uptimeSeconds ?? summary.uptimeSeconds;
  const rows: [string, ReactNode][] = [
    [t('node.fact.os'), os?.name ?? summary.os],
    [t('node.fact.kernel'), os?.kernel ?? summary.kernel],
    [t('node.fact.cpu'), cpu ? t('node.fact.threads', { model: shortModel(cpu.model), threads: cpu.threads }) : null],
    [t('node.fact.memory'), isKnown(summary.memoryTotalBytes) ? bytes(summary.memoryTotalBytes) : null],
    [t('node.fact.board'), [board?.boardVendor, board?.board].filter(Boolean).join(' ')],
    [t('node.fact.container'), inside],
    [
      t('node.fact.load'),
      load
        ? [load.oneMinute, load.fiveMinutes, load.fifteenMinutes].map((value) => decimal(value, 2)).join('  ')
        : null,
    ],
    [t('node.fact.up'), isKnown(uptime) ? duration(uptime) : null],
    [
      t('node.fact.knownBy'),
      rich('node.fact.knownByAt', {
        origins: summary.origins.map((origin) => t(`origin.${origin}`)).join(', '),
        age: <LiveAge at={view.sampledAt} form="old" />,
      }),
    ],
  ];
  return (
    <dl className="node-facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** "AMD Ryzen 9 5950X 16-Core Processor" is "AMD Ryzen 9 5950X" to everybody. */
export function shortModel(model: string): string {
  return model
    .replace(/\((R|TM|C)\)/gi, '')
    .replace(/\s+\d+-Core Processor.*$/i, '')
    .replace(/\s+CPU(\s+@.*)?$/i, '')
    .replace(/\s+@.*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
