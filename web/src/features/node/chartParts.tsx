import { type ReactNode, useMemo } from 'react';
import type { ChartSeries } from '@/components';
import type { Maybe } from '@/lib/units';
import { rich } from '@/messages/t';
import { type RateScale, rateIn } from './rateScale';

export function Now({
  text,
  note,
  children,
}: {
  text: string | null;
  note?: ReactNode;
  children: (now: string) => ReactNode;
}) {
  return (
    <>
      <strong className="chart-now">{text === null ? <span className="dim">?</span> : children(text)}</strong>
      {note && <span className="chart-past">{note}</span>}
    </>
  );
}

/** Average and maximum of what is shown. */
export function Past({ series, format }: { series: ChartSeries | undefined; format: (value: number) => string }) {
  const past = useMemo(() => summary(series), [series]);
  return past && rich('charts.since', { average: format(past.average), maximum: format(past.maximum) });
}

export function summary(
  series: Pick<ChartSeries, 'average' | 'maximum' | 'count'> | undefined,
): { average: number; maximum: number } | null {
  let sum = 0;
  let samples = 0;
  let maximum = Number.NEGATIVE_INFINITY;
  series?.average.forEach((value, index) => {
    if (value === null) return;
    const count = series.count?.[index] ?? 1;
    sum += value * count;
    samples += count;
    maximum = Math.max(maximum, series.maximum?.[index] ?? value);
  });
  return samples > 0 ? { average: sum / samples, maximum } : null;
}

export function Rates({ first, second, scale }: { first: Maybe; second: Maybe; scale: RateScale }) {
  return (
    <>
      <strong className="chart-now">
        {rateIn(first, scale)} / {rateIn(second, scale)}
      </strong>
      <span>{scale.unit}</span>
    </>
  );
}

/** A choice inside the note of a section. One thing to choose is no choice. */
export function Pick(props: {
  label: string;
  value: string;
  values: readonly string[];
  word: (name: string) => string;
  pick?: (name: string) => void;
}) {
  const values = props.values.includes(props.value) ? props.values : [props.value, ...props.values];
  const { pick } = props;
  if (values.length < 2 || !pick) return <span>{props.word(props.value)},</span>;
  return (
    <select
      className="pick"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => pick(event.target.value)}
    >
      {values.map((name) => (
        <option key={name} value={name}>
          {props.word(name)}
        </option>
      ))}
    </select>
  );
}
