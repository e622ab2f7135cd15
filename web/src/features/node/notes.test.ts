import { describe, expect, it } from 'vitest';
import type { NoteView } from '@/api/types';
import { withNotes } from './notes';

const note = (id: number): NoteView => ({
  id,
  subject: 'node:0190',
  from: new Date(1_750_000_000_000 + id * 60_000).toISOString(),
  to: new Date(1_750_000_000_000 + id * 60_000).toISOString(),
  kind: 'note',
  text: `note ${id}`,
  author: 'owner',
});

describe('notes on charts', () => {
  it('are flags with great letters behind those of findings, with who wrote them', () => {
    const finding = { at: '2025-06-01T00:00:00Z', letter: 'a', label: 'CPU is busy' };
    const flags = withNotes([finding], [note(1), note(2)]);
    expect(flags.map(({ letter }) => letter)).toEqual(['a', 'A', 'B']);
    expect(flags[2]?.label).toBe('note 2 (owner)');
  });

  it('keep the newest where there are more than letters', () => {
    const flags = withNotes(
      [],
      Array.from({ length: 30 }, (_, id) => note(id)),
    );
    expect(flags).toHaveLength(26);
    expect(flags[25]?.label).toBe('note 29 (owner)');
  });
});
