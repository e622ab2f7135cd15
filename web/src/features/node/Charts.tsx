import { useMemo } from 'react';
import type { HistoryAnswer, HostFigures } from '@/api/types';
import type { NodeSearch } from '@/app/search';
import { Chart, type ChartEvent, type ChartGap, type ChartSeries, type ChartThreshold, Section } from '@/components';
import { useFormat } from '@/lib/format';
import { usePreferences } from '@/lib/preferences';
import { isKnown } from '@/lib/units';
import { t } from '@/messages/t';
import { ChartTools } from './ChartTools';
import { Now, Past, Pick, Rates } from './chartParts';
import { ALL, diskNames, networkNames, networkNow, networkSeries, PRESSURES, seriesFor } from './chartSeries';
import { EventList } from './EventList';
import { CpuEvidence, MemoryEvidence } from './evidence';
import { useNotes, withNotes } from './notes';
import { peakOf, rateIn, rateScaleOf } from './rateScale';
import { type History, timelineOf, useHistory } from './useHistory';
import type { NodeView } from './useNode';
import './node.css';

const HEIGHT = 150;
const SMALL_HEIGHT = 84;
const LIMITS: readonly ChartThreshold[] = [
  { value: 85, state: 'warning' },
  { value: 95, state: 'critical' },
];

export interface ChartsProps {
  id: string;
  view: NodeView;
  search: NodeSearch;
  /** Without it nothing goes to the address: charts zoom by themselves, and there is nothing to pick. */
  change?: (search: Partial<NodeSearch>) => void;
  events: readonly ChartEvent[];
  /** Without what is for a closer look: pressure. */
  isBrief?: boolean;
}

export function Charts({ id, view, search, change, events, isBrief = false }: ChartsProps) {
  const disks = useMemo(() => diskNames(view.figures), [view.figures]);
  const networks = useMemo(() => networkNames(view.figures), [view.figures]);
  const disk = search.disk ?? disks[0] ?? null;
  const network = search.interface ?? networks[0] ?? ALL;
  const series = useMemo(() => seriesFor(disk, network), [disk, network]);
  const history = useHistory(id, series, timelineOf(search));
  const notes = useNotes(id, history.answer);
  const flags = useMemo(() => withNotes(events, notes), [events, notes]);
  const shared: Shared = {
    history,
    events: flags,
    syncKey: id,
    onZoom: change && ((from, to) => change({ from: Math.floor(from), to: Math.ceil(to) })),
    onReset: change && (() => change({ from: undefined, to: undefined })),
  };
  const { figures } = view;
  return (
    <>
      <div className="charts">
        <CpuChart shared={shared} view={view} />
        <MemoryChart shared={shared} view={view} />
        <DiskChart
          shared={shared}
          figures={figures}
          disk={disk}
          disks={disks}
          pick={change && ((name) => change({ disk: name }))}
        />
        <NetworkChart
          shared={shared}
          figures={figures}
          network={network}
          networks={networks}
          pick={change && ((name) => change({ interface: name || undefined }))}
        />
      </div>
      {!isBrief && <Pressure shared={shared} figures={figures} />}
      {change && <ChartTools id={id} history={history} series={series} search={search} change={change} />}
      {!isBrief && <EventList events={flags} />}
    </>
  );
}

interface Shared {
  history: History;
  events: readonly ChartEvent[];
  syncKey: string;
  onZoom?: (from: number, to: number) => void;
  onReset?: () => void;
}

/** What every chart of the page takes from the one answer. */
function useChart(
  { history, events, syncKey, onZoom, onReset }: Shared,
  wanted: readonly { name: string; label: string; below?: boolean }[],
) {
  const key = wanted.map(({ name }) => name).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say everything about what is wanted
  const series = useMemo(
    () =>
      wanted.flatMap(({ name, label, below }): ChartSeries[] => {
        const column = history.column(name);
        if (!column) return [];
        const past = history.past(name);
        return [
          {
            label,
            below,
            average: column.average,
            minimum: column.minimum,
            maximum: column.maximum,
            count: column.count,
          },
          ...(past
            ? [{ label: t('charts.before', { label }), below, average: past.average, count: past.count, past: true }]
            : []),
        ];
      }),
    [history, key],
  );
  const { answer } = history;
  return {
    times: answer?.times ?? NO_TIMES,
    bucketSeconds: answer?.bucketSeconds,
    series,
    state: history.state ?? (series.length === 0 ? ('empty' as const) : undefined),
    message: history.message ?? t('charts.emptyHint'),
    gapsBecause: useMemo(() => holesOf(answer), [answer]),
    height: HEIGHT,
    events,
    syncKey,
    onZoom,
    onReset,
  };
}

/** Figures that are there and damaged: the hatched stretch says why. */
function holesOf(answer: HistoryAnswer | undefined): ChartGap[] {
  return (answer?.holes ?? []).map(({ from, to, reason }) => ({ from, to, cause: t('charts.hole', { reason }) }));
}

const NO_TIMES: readonly number[] = [];

function CpuChart({ shared, view }: { shared: Shared; view: NodeView }) {
  const { percent } = useFormat();
  const label = t('charts.cpu');
  const chart = useChart(shared, [{ name: 'cpu.busy', label }]);
  const reading = view.figures?.cpu;
  const busy = reading?.value?.total.busy;
  return (
    <Section
      title={label}
      note={isKnown(view.summary.threads) ? t('charts.cpuNote', { threads: view.summary.threads }) : undefined}
      aside={
        <Now text={isKnown(busy) ? percent(busy) : null} note={<Past series={chart.series[0]} format={percent} />}>
          {(now) => <CpuEvidence view={view}>{now}</CpuEvidence>}
        </Now>
      }
    >
      <Chart {...chart} label={label} percent format={percent} axisFormat={plain} thresholds={LIMITS} />
    </Section>
  );
}

function MemoryChart({ shared, view }: { shared: Shared; view: NodeView }) {
  const { percent, bytesOf } = useFormat();
  const label = t('charts.memory');
  const chart = useChart(shared, [{ name: 'memory.used_percent', label }]);
  const memory = view.figures?.memory.value;
  const amount = memory && bytesOf(memory.usedBytes, memory.totalBytes);
  return (
    <Section
      title={label}
      note={t('charts.memoryNote')}
      aside={
        <Now text={memory ? percent(memory.usedPercent) : null} note={amount && t('filesystems.of', amount)}>
          {(now) => <MemoryEvidence view={view}>{now}</MemoryEvidence>}
        </Now>
      }
    >
      <Chart {...chart} label={label} percent format={percent} axisFormat={plain} thresholds={LIMITS} />
    </Section>
  );
}

interface DiskChartProps {
  shared: Shared;
  figures: HostFigures | null;
  disk: string | null;
  disks: readonly string[];
  pick?: (name: string) => void;
}

function DiskChart({ shared, figures, disk, disks, pick }: DiskChartProps) {
  const chart = useChart(shared, [
    { name: `disk.read:${disk}`, label: t('charts.read') },
    { name: `disk.written:${disk}`, label: t('charts.written'), below: true },
  ]);
  const now = figures?.disks.value?.disks.find((each) => each.name === disk);
  const { axis, scale } = useRateAxis(peakOf(chart.series, now?.readBytesPerSecond, now?.writtenBytesPerSecond));
  return (
    <Section
      title={t('charts.disk')}
      note={
        <>
          {disk !== null && (
            <Pick label={t('charts.diskPick')} value={disk} values={disks} word={(name) => name} pick={pick} />
          )}{' '}
          {t('charts.diskNote')}
        </>
      }
      aside={<Rates first={now?.readBytesPerSecond} second={now?.writtenBytesPerSecond} scale={scale} />}
    >
      <Chart
        {...chart}
        {...axis}
        label={`${t('charts.disk')} ${disk ?? ''}`}
        state={disk === null && shared.history.state === undefined ? 'empty' : chart.state}
        message={disk === null ? (figures?.disks.absent ?? t('charts.noDisk')) : chart.message}
      />
    </Section>
  );
}

interface NetworkChartProps {
  shared: Shared;
  figures: HostFigures | null;
  network: string;
  networks: readonly string[];
  pick?: (name: string) => void;
}

function NetworkChart({ shared, figures, network, networks, pick }: NetworkChartProps) {
  const [into, out] = networkSeries(network);
  const chart = useChart(shared, [
    { name: into, label: t('charts.in') },
    { name: out, label: t('charts.out'), below: true },
  ]);
  const now = networkNow(figures, network);
  const { axis, scale } = useRateAxis(peakOf(chart.series, now.received, now.sent));
  return (
    <Section
      title={t('charts.network')}
      note={
        <>
          <Pick
            label={t('charts.networkPick')}
            value={network}
            values={networks}
            word={(name) => name || t('charts.networkAll')}
            pick={pick}
          />{' '}
          {t('charts.networkNote')}
        </>
      }
      aside={<Rates first={now.received} second={now.sent} scale={scale} />}
    >
      <Chart {...chart} {...axis} label={`${t('charts.network')} ${network}`} />
    </Section>
  );
}

function Pressure({ shared, figures }: { shared: Shared; figures: HostFigures | null }) {
  const reading = figures?.pressure;
  if (reading?.absent) return null;
  return (
    <Section title={t('charts.pressure')} note={t('charts.pressureNote')}>
      <div className="charts-small">
        {PRESSURES.map((kind) => (
          <PressureChart
            key={kind}
            shared={shared}
            kind={kind}
            now={reading?.value?.[`${kind}Some`]}
            cause={reading?.failed}
          />
        ))}
      </div>
    </Section>
  );
}

interface PressureChartProps {
  shared: Shared;
  kind: (typeof PRESSURES)[number];
  now: number | null | undefined;
  cause: string | null | undefined;
}

function PressureChart({ shared, kind, now, cause }: PressureChartProps) {
  const { percent } = useFormat();
  const label = t(`charts.pressure.${kind}`);
  const chart = useChart(shared, [{ name: `pressure.${kind}.some`, label }]);
  const top = Math.max(10, ...chart.series.flatMap((series) => (series.maximum ?? []).map((value) => value ?? 0)));
  return (
    <div>
      <p className="chart-small-head">
        <span className="dim">{label}</span>
        <strong>{isKnown(now) ? percent(now, now < 10 ? 1 : 0) : <span title={cause ?? undefined}>?</span>}</strong>
      </p>
      <Chart
        {...chart}
        events={NO_EVENTS}
        height={SMALL_HEIGHT}
        label={`${t('charts.pressure')} ${label}`}
        max={Math.min(100, Math.ceil(top / 10) * 10)}
        format={percent}
        axisFormat={plain}
      />
    </div>
  );
}

const NO_EVENTS: readonly ChartEvent[] = [];

function useRateAxis(peak: number) {
  const { rate } = useFormat();
  const { rates } = usePreferences();
  const scale = rateScaleOf(peak, rates);
  const axis = useMemo(
    () => ({
      format: (value: number) => rate(Math.abs(value)),
      factor: rates === 'bits' ? 8 : 1,
      axisFormat: (value: number) => rateIn(value, scale),
    }),
    [rate, rates, scale],
  );
  return { axis, scale };
}

const plain = (value: number): string => String(Math.abs(value));
