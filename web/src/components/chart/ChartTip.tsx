import { clock, dayMonth, zoneName } from '../../lib/format';
import { decimal } from '../../lib/units';
import { t } from '../../messages/t';
import { bucketOf, type ChartData, type ChartGap, type ChartSeries, causeAt } from './model';

export interface ChartTipProps {
  data: ChartData;
  index: number;
  /** CSS pixels of the cursor from the left edge of the chart, and its width. */
  left: number;
  width: number;
  format: (value: number) => string;
  gapsBecause: readonly ChartGap[];
}

/** What the bucket under the cursor holds: its span, the figures, and how many samples they rest on. */
export function ChartTip({ data, index, left, width, format, gapsBecause }: ChartTipProps) {
  const flip = left > width * 0.6;
  const side = flip ? { right: width - left + 8 } : { left: left + 8 };
  return (
    <div className="px-chart-tip" style={side} aria-hidden="true">
      <b title={zoneName()}>{bucketSpan(data, index)}</b>
      {data.series.map((series) => (
        <TipSeries
          key={series.label}
          {...{ series, index, format }}
          named={data.series.length > 1}
          cause={causeOf(data, index, gapsBecause)}
        />
      ))}
    </div>
  );
}

function TipSeries(props: {
  series: ChartSeries;
  index: number;
  format: (value: number) => string;
  named: boolean;
  cause: string | undefined;
}) {
  const { series, index, format, named, cause } = props;
  const average = series.average[index] ?? null;
  const maximum = series.maximum?.[index] ?? null;
  const minimum = series.minimum?.[index] ?? null;
  const samples = series.count?.[index];
  return (
    <>
      {named && <div className="px-chart-tip-name">{series.label}</div>}
      {average === null ? (
        <div>
          {t('chart.unknownHere')}
          {cause !== undefined && `, ${t('chart.because', { cause })}`}
        </div>
      ) : (
        <dl>
          {maximum !== null && <Row name={t('chart.max')} value={format(maximum)} />}
          <Row name={t('chart.avg')} value={format(average)} />
          {minimum !== null && <Row name={t('chart.min')} value={format(minimum)} />}
          {samples !== undefined && <Row name={t('chart.samples')} value={decimal(samples)} />}
        </dl>
      )}
    </>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function causeOf(data: ChartData, index: number, because: readonly ChartGap[]): string | undefined {
  return causeAt((data.times[index] ?? 0) + bucketOf(data) / 2, because);
}

/** "04:25 to 04:35", with the day where the chart is longer than two. */
export function bucketSpan(data: ChartData, index: number): string {
  const from = data.times[index] ?? 0;
  const bucket = bucketOf(data);
  const long = (data.times.at(-1) ?? 0) - (data.times[0] ?? 0) > 86_400;
  const seconds = bucket < 60;
  const time = (at: number) => (seconds ? withSeconds(at) : clock(at * 1000));
  const day = long ? `${dayMonth(from * 1000)} ` : '';
  if (bucket >= 86_400) return t('chart.span', { from: dayMonth(from * 1000), to: dayMonth((from + bucket) * 1000) });
  return `${day}${t('chart.span', { from: time(from), to: time(from + bucket) })}`;
}

function withSeconds(at: number): string {
  const date = new Date(at * 1000);
  return `${clock(date)}:${String(date.getSeconds()).padStart(2, '0')}`;
}

/** The same in one sentence, for those who hear it while they move along the chart. */
export function spokenBucket(
  data: ChartData,
  index: number,
  format: (value: number) => string,
  because: readonly ChartGap[],
): string {
  const parts = data.series.map((series) => {
    const average = series.average[index] ?? null;
    const name = data.series.length > 1 ? `${series.label} ` : '';
    if (average === null) {
      const cause = causeOf(data, index, because);
      return `${name}${t('chart.unknownHere')}${cause === undefined ? '' : `, ${t('chart.because', { cause })}`}`;
    }
    const maximum = series.maximum?.[index] ?? null;
    return `${name}${t('chart.avg')} ${format(average)}${maximum === null ? '' : `, ${t('chart.max')} ${format(maximum)}`}`;
  });
  return `${bucketSpan(data, index)}: ${parts.join('; ')}`;
}
