import type { ReactNode } from 'react';
import { unknownText } from '../lib/units';
import { t } from '../messages/t';
import './text.css';

export interface ReadoutProps {
  label: ReactNode;
  /** The figure as text; null where it is not known. */
  value: string | number | null | undefined;
  unit?: ReactNode;
  /** A quiet line below. */
  note?: ReactNode;
  /** A spark or heartbeat at the right. */
  aside?: ReactNode;
  /** Why there is no figure: one clause. */
  unknownBecause?: string | null | undefined;
  loading?: boolean;
}

/** One large figure with its name. Not known is `?` with the reason, never 0 and never empty. */
export function Readout({ label, value, unit, note, aside, unknownBecause, loading = false }: ReadoutProps) {
  return (
    <div className="px-readout">
      <div className="px-readout-label">{label}</div>
      <div className="px-readout-row">
        {loading ? <span className="px-line px-readout-wait" role="img" aria-label={t('loading.wait')} /> : null}
        {!loading && <Value value={value} unit={unit} because={unknownBecause} />}
        {aside !== undefined && <span className="px-readout-aside">{aside}</span>}
      </div>
      {note !== undefined && <div className="px-readout-note">{note}</div>}
    </div>
  );
}

function Value({
  value,
  unit,
  because,
}: Pick<ReadoutProps, 'value' | 'unit'> & { because: string | null | undefined }) {
  // A formatter has already said "?": it is the same as no figure.
  if (value === null || value === undefined || value === unknownText || Number.isNaN(value)) {
    const reason = t('figure.unknownBecause', { cause: because ?? t('figure.notReported') });
    return (
      <span className="px-readout-value" data-unknown title={reason}>
        <span aria-hidden="true">{unknownText}</span>
        <span className="visually-hidden">{reason}</span>
      </span>
    );
  }
  return (
    <span className="nowrap">
      <span className="px-readout-value">{value}</span>
      {unit !== undefined && unit !== '' && <span className="px-readout-unit"> {unit}</span>}
    </span>
  );
}
