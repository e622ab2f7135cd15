import { memo } from 'react';
import { decimal } from '../lib/units';
import { t } from '../messages/t';
import './glyphs.css';
import { hatchFill, useHatch } from './hatch';
import { runs } from './sparkPath';

/** Worst state of one beat. `none`: the thing did not exist, or nothing was recorded on purpose. */
export type Beat = 'ok' | 'info' | 'warning' | 'critical' | 'unknown' | 'accepted' | 'asleep' | 'stopped' | 'none';

export interface HeartbeatProps {
  beats: readonly Beat[];
  /** What it shows, for those who hear it: "pve1, last 24 h". */
  label: string;
  /** CSS pixels of one beat; the gap is always one. */
  beatWidth?: number;
  height?: number;
}

const order: readonly Beat[] = [
  'critical',
  'warning',
  'unknown',
  'accepted',
  'info',
  'ok',
  'asleep',
  'stopped',
  'none',
];

/** Bars whose height says the state and whose colour repeats it. A run without evidence is one hatched block. */
export const Heartbeat = memo(function Heartbeat({ beats, label, beatWidth = 2, height = 14 }: HeartbeatProps) {
  useHatch();
  const step = beatWidth + 1;
  const width = Math.max(1, beats.length * step - 1);
  const name = summary(beats, label);
  return (
    <svg className="px-beats" width={width} height={height} role="img" aria-label={name}>
      <title>{name}</title>
      {beats.map((beat, i) => bar(beat, i * step, beatWidth, height))}
      {runs(beats, (beat) => beat === 'unknown').map(([from, to]) => (
        <rect
          key={`u${from}`}
          x={from * step + 0.4}
          y=".5"
          width={Math.max(1.2, (to - from + 1) * step - 1.8)}
          height={height - 1}
          fill={hatchFill}
          stroke="var(--hatch)"
          strokeWidth=".8"
          data-beat="unknown"
        />
      ))}
    </svg>
  );
});

function bar(beat: Beat, x: number, width: number, height: number) {
  switch (beat) {
    case 'ok':
      return <rect key={x} x={x} y={height - 5} width={width} height="5" fill="var(--ink-3)" data-beat="ok" />;
    case 'info':
      return <rect key={x} x={x} y={height - 6} width={width} height="6" fill="var(--info-fill)" data-beat="info" />;
    case 'warning':
      return <rect key={x} x={x} y={height - 9} width={width} height="9" fill="var(--warn-fill)" data-beat="warning" />;
    case 'critical':
      return <rect key={x} x={x} width={width} height={height} fill="var(--crit-fill)" data-beat="critical" />;
    case 'accepted':
      return (
        <rect
          key={x}
          x={x + 0.4}
          y={height - 8.6}
          width={width - 0.8}
          height="8.2"
          fill="none"
          stroke="var(--warn-fill)"
          strokeWidth=".8"
          data-beat="accepted"
        />
      );
    case 'asleep':
    case 'stopped':
      return <rect key={x} x={x} y={height - 1} width={width} height="1" fill="var(--ink-3)" data-beat={beat} />;
    default:
      return null;
  }
}

function summary(beats: readonly Beat[], label: string): string {
  const parts = order
    .map((word) => ({ word, count: beats.filter((beat) => beat === word).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => t('beats.part', { count: decimal(count), word: t(`beats.word.${word}`) }));
  return t('beats.summary', { label, parts: parts.length === 0 ? t('beats.none') : parts.join(', ') });
}
