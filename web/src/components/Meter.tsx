import { memo } from 'react';
import { isKnown, joined, type Maybe, percentFigure } from '../lib/units';
import { t } from '../messages/t';
import './glyphs.css';
import { hatchFill, useHatch } from './hatch';

export type MeterKind = 'known' | 'unknown' | 'cannotTell' | 'loading';

export interface MeterProps {
  /** Share of 0 to 100; null where it is not known. */
  percent: Maybe;
  /** What is measured, for those who hear it: "Memory of pve1". */
  label: string;
  /** Percent at which somebody should look. */
  warn?: number;
  /** Percent at which somebody must act. */
  crit?: number;
  /** CSS pixels, or `fill` for the width of the parent. */
  width?: number | 'fill';
  /** Last percent there was evidence for; drawn as a tick over the hatching. */
  lastKnown?: Maybe;
  /** Follows from `percent` unless said: `cannotTell` is a figure that never alerts, `loading` a figure on its way. */
  kind?: MeterKind;
}

const bar = 7;
const top = 2;
const height = bar + 6;

/** A ruler with two ticks. Only the part past a tick takes the colour of that tick. */
export const Meter = memo(function Meter(props: MeterProps) {
  const { percent, label, warn = 85, crit = 95, width = 60, lastKnown, kind } = props;
  useHatch();
  const shown: MeterKind = kind === 'loading' || isKnown(percent) ? (kind ?? 'known') : 'unknown';
  const size = { width: width === 'fill' ? '100%' : width, height, 'data-fluid': width === 'fill' || undefined };
  const name = nameOf(shown, percent, warn, crit, label, lastKnown);
  const value = isKnown(percent) && (shown === 'known' || shown === 'cannotTell') ? clamp(percent) : null;
  const role = value === null ? { role: 'img' } : meterRole(value, name);
  return (
    <svg className="px-meter" data-kind={shown} {...size} {...role} aria-label={value === null ? name : label}>
      <title>{name}</title>
      {shown === 'loading' && <rect y={height / 2 - 1} width="100%" height="2" rx="1" fill="var(--line-2)" />}
      {shown === 'unknown' && <Hatched lastKnown={lastKnown} />}
      {shown === 'cannotTell' && value !== null && <Outlined value={value} />}
      {shown === 'known' && value !== null && <Filled value={value} warn={warn} crit={crit} />}
    </svg>
  );
});

function meterRole(value: number, name: string) {
  return { role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': value, 'aria-valuetext': name };
}

function Filled({ value, warn, crit }: { value: number; warn: number; crit: number }) {
  return (
    <>
      <rect y={top} width="100%" height={bar} fill="var(--track)" />
      <rect y={top} width={`${Math.min(value, warn)}%`} height={bar} fill="var(--fill)" />
      {value > warn && (
        <rect
          x={`${warn}%`}
          y={top - 1}
          width={`${Math.min(value, crit) - warn}%`}
          height={bar + 2}
          fill="var(--warn-fill)"
        />
      )}
      {value > crit && (
        <rect x={`${crit}%`} y={0} width={`${value - crit}%`} height={bar + 4} fill="var(--crit-fill)" />
      )}
      <Tick at={warn} />
      <Tick at={crit} />
    </>
  );
}

function Tick({ at }: { at: number }) {
  if (at >= 100) return null;
  return <line x1={`${at}%`} x2={`${at}%`} y1={top + bar} y2={top + bar + 3} stroke="var(--ink-3)" strokeWidth="1" />;
}

function Hatched({ lastKnown }: { lastKnown: Maybe }) {
  const at = isKnown(lastKnown) ? `${clamp(lastKnown)}%` : null;
  return (
    <>
      <rect y={top} width="100%" height={bar} fill={hatchFill} stroke="var(--hatch)" strokeWidth=".8" />
      {at !== null && <line x1={at} x2={at} y1="0" y2={height - 2} stroke="var(--ink-2)" strokeWidth="1.5" />}
    </>
  );
}

function Outlined({ value }: { value: number }) {
  return (
    <>
      <rect y={top} width="100%" height={bar} fill="var(--track)" />
      <rect y={top} width={`${value}%`} height={bar} fill="var(--bg)" stroke="var(--ink-3)" strokeDasharray="3 2" />
    </>
  );
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}

function nameOf(kind: MeterKind, percent: Maybe, warn: number, crit: number, label: string, lastKnown: Maybe): string {
  const value = joined(percentFigure(percent));
  if (kind === 'loading') return t('meter.loading', { label });
  if (kind === 'cannotTell') return t('meter.cannotTell', { label, value });
  if (kind === 'unknown' || !isKnown(percent)) {
    return isKnown(lastKnown)
      ? t('meter.lastKnown', { label, value: joined(percentFigure(lastKnown)) })
      : t('meter.unknown', { label });
  }
  if (percent > crit) return t('meter.critical', { label, value, limit: crit });
  if (percent > warn) return t('meter.warning', { label, value, limit: warn });
  return t('meter.known', { label, value });
}
