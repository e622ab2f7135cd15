import { useQuery } from '@tanstack/react-query';
import { notesQuery } from '@/api/queries';
import type { HistoryAnswer, NoteView } from '@/api/types';
import type { ChartEvent } from '@/components';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NONE: readonly NoteView[] = [];

/** What people and other parts wrote about the time that is shown. */
export function useNotes(id: string, answer: HistoryAnswer | undefined): readonly NoteView[] {
  const query = useQuery({ ...notesQuery(id, answer?.from ?? '', answer?.to ?? ''), enabled: answer !== undefined });
  return query.data?.items ?? NONE;
}

/** Findings have small letters, notes great ones; the newest are kept where there are more than letters. */
export function withNotes(events: readonly ChartEvent[], notes: readonly NoteView[]): ChartEvent[] {
  const shown = notes.slice(-LETTERS.length);
  return [
    ...events,
    ...shown.map((note, index) => ({
      at: note.from,
      letter: LETTERS[index] ?? '',
      label: `${note.text} (${note.author})`,
    })),
  ];
}
