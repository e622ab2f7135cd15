import type { ReactNode } from 'react';
import type { Reading } from '@/api/types';
import { StateGlyph } from '@/components';
import { t } from '@/messages/t';

interface ReadingOfProps<T> {
  reading: Reading<T> | null | undefined;
  children: (value: T) => ReactNode;
}

/** What a source said, in the three ways it can be said: a value, that there is no such thing, that it is not known. */
export function ReadingOf<T>({ reading, children }: ReadingOfProps<T>) {
  if (reading?.value !== undefined && reading.value !== null) return children(reading.value);
  if (reading?.absent) return <p className="reading-note dim">{reading.absent}</p>;
  const cause = reading?.failed ?? t('node.unknownCause');
  return (
    <p className="reading-note">
      <StateGlyph state="unknown" cause={cause} decorative /> <span>{t('state.unknownBecause', { cause })}</span>
    </p>
  );
}

/** A figure in a cell, or `?` with the reason. */
export function Figure({ text, cause }: { text: string | null; cause?: string | null | undefined }) {
  if (text !== null) return text;
  const reason = t('figure.unknownBecause', { cause: cause ?? t('figure.notReported') });
  return (
    <span className="dim" title={reason}>
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">{reason}</span>
    </span>
  );
}
