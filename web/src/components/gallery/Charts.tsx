import { useMemo } from 'react';
import { formatFor } from '../../lib/format';
import { decimal, joined, percentFigure, rateFigure } from '../../lib/units';
import { Chart, type ChartEvent, type ChartSeries, type ChartThreshold, Section } from '../index';
import { walk } from './sample';

const count = 145;
const bucket = 600;
const end = Math.floor(Date.now() / 1000 / bucket) * bucket;
const times = Array.from({ length: count }, (_, i) => end - (count - 1 - i) * bucket);
const at = (share: number) => (end - (1 - share) * count * bucket) * 1000;
const events: ChartEvent[] = [
  { at: at(0.2), letter: 'a', label: 'nightly-lab starts' },
  { at: at(0.41), letter: 'b', label: 'gap: agent updated' },
  { at: at(0.7), letter: 'c', label: 'sdb starts to fail', state: 'critical' },
  { at: at(0.71), letter: 'd', label: 'backup stops', state: 'warning' },
];
const limits: ChartThreshold[] = [
  { value: 80, state: 'warning' },
  { value: 90, state: 'critical' },
];
const gaps = [{ from: at(60 / count), to: at(71 / count), cause: 'the agent was updated' }];
const percent = (value: number) => joined(percentFigure(value));
const plain = (value: number) => decimal(value);
const rate = formatFor({ rates: 'bits', temperature: 'celsius' }).rate;
const rateAxis = (value: number) => rateFigure(value, 'bits').value;

/** Charts: limits and events, two directions, and the states without a plot. */
export function Charts() {
  const cpu = useMemo<ChartSeries[]>(
    () => [{ label: 'CPU', ...walk(21, count, 58, 26, [60, 70]), count: times.map(() => 60) }],
    [],
  );
  const network = useMemo<ChartSeries[]>(() => {
    const scaled = (seed: number) => {
      const { average, minimum, maximum } = walk(seed, count, 40, 20, [60, 70]);
      const by = (points: (number | null)[]) => points.map((p) => (p === null ? null : p * 250_000));
      return { average: by(average), minimum: by(minimum), maximum: by(maximum) };
    };
    return [
      { label: 'in', ...scaled(31) },
      { label: 'out', ...scaled(32), below: true },
    ];
  }, []);
  const young = useMemo<ChartSeries[]>(() => [{ label: 'CPU', ...walk(41, count, 30, 16, [0, 90]) }], []);
  const common = { times, format: percent, axisFormat: plain, syncKey: 'gallery' };
  return (
    <>
      <Section title="Chart" note="band is min to max, line is avg, hatch is a gap with its reason, letters are events">
        <Chart
          {...common}
          label="CPU"
          series={cpu}
          percent
          thresholds={limits}
          events={events}
          gapsBecause={gaps}
          height={196}
        />
      </Section>
      <div className="px-gallery-pair">
        <Section title="Network" note="in above, out below">
          <Chart
            {...common}
            label="Network"
            series={network}
            format={rate}
            axisFormat={rateAxis}
            factor={8}
            events={events}
          />
        </Section>
        <Section title="CPU" note="watched since this morning">
          <Chart {...common} label="CPU" series={young} percent />
        </Section>
      </div>
      <div className="px-gallery-columns">
        <Section title="Chart, loading">
          <Chart {...common} label="CPU" series={[]} state="loading" />
        </Section>
        <Section title="Chart, empty">
          <Chart {...common} label="CPU" series={[]} state="empty" message="No data before 12 Nov" />
        </Section>
        <Section title="Chart, failed">
          <Chart {...common} label="CPU" series={[]} state="error" message="The hub answers 503: database is busy." />
        </Section>
      </div>
    </>
  );
}
