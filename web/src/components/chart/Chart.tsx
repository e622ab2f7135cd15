import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useDelayed } from '../../lib/useDelayed';
import { useWidth } from '../../lib/useMeasure';
import { t } from '../../messages/t';
import './chart.css';
import { ChartTip, spokenBucket } from './ChartTip';
import {
  type ChartData,
  type ChartEvent,
  type ChartGap,
  type ChartSeries,
  type ChartThreshold,
  isEmpty,
  type Span,
  summaryOf,
  valueScale,
  wholeSpan,
} from './model';
import { usePlot } from './usePlot';

export interface ChartProps {
  /** What it shows: "CPU". */
  label: string;
  /** Starts of the buckets, Unix seconds. */
  times: readonly number[];
  /** One, or two directions of one unit, the second mirrored with `below`. Keep the array stable between renders. */
  series: readonly ChartSeries[];
  bucketSeconds?: number;
  /** Writes a value with its unit, for tooltip, limits and summary. */
  format: (value: number) => string;
  /** Writes a value beside the axis, where the unit is known; as `format` unless given. */
  axisFormat?: (value: number) => string;
  /** Fixed 0 to 100. */
  percent?: boolean;
  /** Fixed top. */
  max?: number;
  /** Shown = value × factor, so that round ticks are round in what is shown: 8 for bytes as bits. */
  factor?: number;
  /** Round to powers of 1024: bytes. */
  binary?: boolean;
  thresholds?: readonly ChartThreshold[];
  events?: readonly ChartEvent[];
  gapsBecause?: readonly ChartGap[];
  /** Charts with the same key share the cursor. */
  syncKey?: string;
  height?: number;
  /** Drag over a span, in Unix seconds. Without it the chart zooms by itself. */
  onZoom?: (from: number, to: number) => void;
  /** Double click. */
  onReset?: () => void;
  state?: 'loading' | 'empty' | 'error' | undefined;
  /** Cause of an error, or what is known about the emptiness. */
  message?: string | undefined;
}

const nothing: readonly never[] = [];

/** Band from minimum to maximum, line of the average; what is not known is hatched, never bridged. */
export function Chart(props: ChartProps) {
  const { label, times, series, bucketSeconds, height = 150, format, state, message } = props;
  const data = useMemo<ChartData>(
    () => ({ times, series, ...(bucketSeconds === undefined ? {} : { bucketSeconds }) }),
    [times, series, bucketSeconds],
  );
  const shown = state ?? (isEmpty(data) ? 'empty' : undefined);
  return (
    <figure className="px-chart" aria-label={label} style={{ height }}>
      {shown === undefined ? (
        <Drawn {...props} data={data} height={height} />
      ) : (
        <Frame state={shown} message={message} label={label} />
      )}
      <figcaption className="visually-hidden">{shown === undefined ? summaryOf(label, data, format) : null}</figcaption>
    </figure>
  );
}

interface DrawnProps extends ChartProps {
  data: ChartData;
  height: number;
}

function Drawn(props: DrawnProps) {
  const { data, height, format, syncKey, percent, max, factor, binary, onZoom, onReset } = props;
  const { thresholds = nothing, events = nothing, gapsBecause = nothing, axisFormat = format } = props;
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const [zoom, setZoom] = useState<Span | null>(null);
  const [active, setActive] = useState(false);
  const scene = useMemo(
    () => ({
      data,
      span: zoom ?? wholeSpan(data),
      scale: valueScale(data, { percent, max, factor, binary, room: height - 36 }),
      thresholds,
      events,
      format,
      axisFormat,
    }),
    [data, zoom, percent, max, factor, binary, height, thresholds, events, format, axisFormat],
  );
  const plot = usePlot({
    element,
    width,
    height,
    syncKey,
    scene,
    onSelect: (span) => (onZoom ? onZoom(span.from, span.to) : setZoom(span)),
    onReset: () => {
      setZoom(null);
      onReset?.();
    },
  });
  const last = data.times.length - 1;
  const index = plot.cursor?.index ?? last;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, plot.cursor?.index ?? null, last);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    plot.moveTo(to);
  };
  return (
    <>
      <div
        ref={element}
        className="px-chart-plot"
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-description={t('chart.how')}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index}
        aria-valuetext={spokenBucket(data, index, format, gapsBecause)}
        onKeyDown={onKeyDown}
        onFocus={() => setActive(true)}
        onBlur={() => {
          setActive(false);
          plot.moveTo(null);
        }}
        onMouseEnter={() => setActive(true)}
        onMouseLeave={() => setActive(false)}
      />
      {active && plot.cursor !== null && (
        <ChartTip {...{ data, format, gapsBecause, width }} index={plot.cursor.index} left={plot.cursor.left} />
      )}
    </>
  );
}

/** Index a key leads to; null takes the cursor away, undefined is not ours. */
function keyTarget(key: string, at: number | null, last: number): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return at === null ? last : Math.max(0, at - 1);
    case 'ArrowRight':
      return at === null ? 0 : Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return at === null ? undefined : null;
    default:
      return undefined;
  }
}

function Frame({
  state,
  message,
  label,
}: {
  state: 'loading' | 'empty' | 'error';
  message: string | undefined;
  label: string;
}) {
  const due = useDelayed(state === 'loading' ? 300 : 0);
  return (
    <div className="px-chart-frame" data-state={state} aria-busy={state === 'loading' || undefined}>
      {state === 'loading' && due && (
        <span className="px-line px-chart-wait" role="img" aria-label={t('chart.loading', { label })} />
      )}
      {state === 'empty' && <p className="dim">{message ?? t('chart.noData')}</p>}
      {state === 'error' && (
        <p role="alert">
          <b className="crit">{t('chart.failed')}</b>
          {message !== undefined && <span className="mid"> {message}</span>}
        </p>
      )}
    </div>
  );
}
