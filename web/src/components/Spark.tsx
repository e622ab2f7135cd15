import { memo, useId } from 'react';
import { t } from '../messages/t';
import './glyphs.css';
import { hatchFill, useHatch } from './hatch';
import { highest, type Points, runs, sparkShape } from './sparkPath';

export interface SparkProps {
  /** Undefined while it is on its way; null entries are gaps and are hatched. */
  average: Points | undefined;
  minimum?: Points | undefined;
  maximum?: Points | undefined;
  /** Value at the upper edge. CPU and memory always 100, so that rows compare. */
  max?: number;
  width?: number;
  height?: number;
  /** What it shows, for those who hear it: "CPU of pve1, last hour". */
  label: string;
  /** The line above this value takes the warning colour. */
  warn?: number;
  /** Writes a value, for the spoken summary. */
  format?: (value: number) => string;
}

/** A line without axes. The dot at its end is there only when the newest point is known. */
export const Spark = memo(function Spark(props: SparkProps) {
  const { average, minimum, maximum, max, width = 84, height = 18, label, warn, format } = props;
  useHatch();
  const clip = useId();
  if (average === undefined) return <SparkLine label={t('spark.loading', { label })} width={width} />;
  if (average.every((point) => point === null)) {
    return (
      <span className="px-spark-empty" role="img" aria-label={t('spark.emptyOf', { label })}>
        {t('spark.empty')}
      </span>
    );
  }
  const shape = sparkShape({ average, minimum, maximum, max, warn, width, height });
  const name = summary(label, average, maximum, format);
  return (
    <svg className="px-spark" width={width} height={height} role="img" aria-label={name}>
      <title>{name}</title>
      <path className="px-spark-band" d={shape.band} />
      <path className="px-spark-line" d={shape.line} />
      {shape.limit !== null && (
        <>
          <clipPath id={clip}>
            <rect width={width} height={Math.max(0, shape.limit)} />
          </clipPath>
          <path className="px-spark-hot" d={shape.line} clipPath={`url(#${clip})`} />
        </>
      )}
      {shape.gaps.map((gap) => (
        <rect key={gap.x} x={gap.x} y="1" width={gap.width} height={height - 2} fill={hatchFill} data-gap />
      ))}
      {shape.dots.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r="1" fill="var(--fill)" />
      ))}
      {shape.end && <circle cx={shape.end.x} cy={shape.end.y} r="1.6" fill="var(--ink)" data-end />}
    </svg>
  );
});

function SparkLine({ label, width }: { label: string; width: number }) {
  return <span className="px-line" role="img" aria-label={label} style={{ width }} />;
}

function summary(label: string, average: Points, maximum: Points | undefined, format?: (v: number) => string): string {
  const gaps = runs(average, (point) => point === null).length;
  if (!format) return t('spark.plain', { label, points: average.length });
  const last = average.at(-1);
  const top = format(highest(maximum ?? average));
  const text =
    last === null || last === undefined
      ? t('spark.ended', { label, highest: top })
      : t('spark.now', { label, now: format(last), highest: top });
  return gaps === 0 ? text : t('spark.gaps', { text, gaps });
}
