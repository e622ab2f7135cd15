import { useQuery } from '@tanstack/react-query';
import { historyQuery } from '@/api/queries';
import type { HistoryColumn, SensorGauge } from '@/api/types';
import { DEFAULT_RANGE, type NodeSearch } from '@/app/search';
import { Section, Spark, StateGlyph, stateOf } from '@/components';
import { useFormat } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { usePhone } from '@/lib/useMeasure';
import { t } from '@/messages/t';
import { Figure, ReadingOf } from './ReadingOf';
import { timelineOf } from './useHistory';
import type { NodeView } from './useNode';

const SERIES = ['temperature:*', 'fan.speed:*'];
const POINTS = 90;
const KINDS = ['temperature', 'fan', 'power', 'voltage'];

export function Sensors({ id, view, search }: { id: string; view: NodeView; search: NodeSearch }) {
  const reading = view.figures?.sensors;
  return (
    <Section
      title={t('sensors.title')}
      note={reading?.value ? String(reading.value.sensors.length) : undefined}
      id="sensors"
    >
      <ReadingOf reading={reading}>
        {({ sensors }) => <List id={id} sensors={sensors} view={view} search={search} />}
      </ReadingOf>
    </Section>
  );
}

function List({
  id,
  sensors,
  view,
  search,
}: {
  id: string;
  sensors: readonly SensorGauge[];
  view: NodeView;
  search: NodeSearch;
}) {
  const timeline = timelineOf(search);
  const history = useQuery(historyQuery(id, SERIES, timeline.span, POINTS, timeline.refreshMs));
  const shown = [...sensors].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const column = (sensor: SensorGauge) => {
    const name = sensor.kind === 'temperature' ? 'temperature' : sensor.kind === 'fan' ? 'fan.speed' : null;
    if (name === null) return null;
    if (history.isPending) return undefined;
    return history.data?.series.find((each) => each.series === `${name}:${sensor.id}`) ?? null;
  };
  return (
    <ul className="sensors">
      {shown.map((sensor) => (
        <SensorRow
          key={sensor.id}
          sensor={sensor}
          view={view}
          column={column(sensor)}
          range={search.range ?? DEFAULT_RANGE}
        />
      ))}
    </ul>
  );
}

interface SensorRowProps {
  sensor: SensorGauge;
  view: NodeView;
  /** Undefined while it loads; null for a kind of which no history is kept. */
  column: HistoryColumn | null | undefined;
  range: keyof typeof RANGE_WORDS;
}

const RANGE_WORDS = {
  '1h': 'node.range.1h',
  '24h': 'node.range.24h',
  '7d': 'node.range.7d',
  '30d': 'node.range.30d',
} as const;

function SensorRow({ sensor, view, column, range }: SensorRowProps) {
  const isPhone = usePhone();
  const finding = view.findings.find(
    (each) => each.part !== null && each.part !== undefined && [sensor.id, sensor.label].includes(each.part),
  );
  const failed = sensor.value.failed;
  const value = sensor.value.value;
  const max = sensor.kind === 'temperature' ? (value?.critical ?? value?.high ?? 100) : undefined;
  return (
    <li className="sensor" title={`${sensor.chip}, ${sensor.id}`}>
      {finding ? (
        <StateGlyph state={stateOf(finding.severity)} cause={finding.text} />
      ) : failed ? (
        <StateGlyph state="unknown" cause={failed} />
      ) : (
        <StateGlyph state="ok" />
      )}
      <span className="sensor-name truncate">{sensor.label}</span>
      <span className="sensor-spark">
        {column !== null && (
          <Spark
            average={column?.average}
            minimum={column?.minimum}
            maximum={column?.maximum}
            max={max}
            width={isPhone ? 92 : 132}
            height={18}
            label={t('sensors.trend', { label: sensor.label, range: t(RANGE_WORDS[range]) })}
          />
        )}
      </span>
      <span className="sensor-value">
        <SensorFigure sensor={sensor} />
      </span>
    </li>
  );
}

function SensorFigure({ sensor }: { sensor: SensorGauge }) {
  const { temperature } = useFormat();
  const { value, failed, absent } = sensor.value;
  if (!value) return <Figure text={null} cause={failed ?? absent} />;
  if (sensor.kind === 'fan') return t('sensors.rpm', { value: decimal(value.value) });
  if (sensor.kind === 'voltage') return t('sensors.volts', { value: decimal(value.value, 2) });
  if (sensor.kind === 'power') return t('sensors.watts', { value: decimal(value.value) });
  const limit = value.critical ?? value.high;
  const now = temperature(value.value);
  if (!isKnown(limit)) return now;
  return t('sensors.of', { value: now.replace(/[^\d]+$/, ''), limit: temperature(limit) });
}
