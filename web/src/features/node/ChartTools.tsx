import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import { toProblem } from '@/api/problem';
import { exportAddress } from '@/api/queries';
import { problemText } from '@/app/problemText';
import { type NodeSearch, RESOLUTIONS, type Resolution, SHIFTS, type Shift } from '@/app/search';
import { t } from '@/messages/t';
import type { History } from './useHistory';

export interface ChartToolsProps {
  id: string;
  history: History;
  series: readonly string[];
  search: NodeSearch;
  change: (search: Partial<NodeSearch>) => void;
}

/** Below the charts: compare with an earlier time, choose the resolution, take the figures away, write a note. */
export function ChartTools({ id, history, series, search, change }: ChartToolsProps) {
  const { answer } = history;
  return (
    <div className="chart-tools">
      <label>
        {t('charts.compare')}{' '}
        <select
          className="pick"
          value={search.compare ?? ''}
          onChange={(event) => change({ compare: (event.target.value || undefined) as Shift | undefined })}
        >
          <option value="">{t('charts.compare.none')}</option>
          {SHIFTS.map((shift) => (
            <option key={shift} value={shift}>
              {t(`charts.compare.${shift}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('charts.resolution')}{' '}
        <select
          className="pick"
          value={search.resolution ?? ''}
          onChange={(event) => change({ resolution: (event.target.value || undefined) as Resolution | undefined })}
        >
          <option value="">{t('charts.resolution.auto')}</option>
          {RESOLUTIONS.map((resolution) => (
            <option key={resolution} value={resolution}>
              {t(`charts.resolution.${resolution}`)}
            </option>
          ))}
        </select>
      </label>
      {answer && (
        <span>
          {t('charts.export')}{' '}
          {(['csv', 'json'] as const).map((format) => (
            <a
              key={format}
              className="chart-export"
              download
              href={exportAddress(id, series, answer.from, answer.to, format, search.resolution)}
            >
              {t(`charts.export.${format}`)}
            </a>
          ))}
        </span>
      )}
      <NoteForm id={id} />
    </div>
  );
}

function NoteForm({ id }: { id: string }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => unwrap(client.POST('/api/nodes/{id}/notes', { params: { path: { id } }, body: { text } })),
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: ['notes', id] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate();
  };
  return (
    <form className="chart-note" onSubmit={submit}>
      <input
        aria-label={t('charts.note')}
        placeholder={t('charts.noteHint')}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" disabled={add.isPending || text.trim() === ''}>
        {t('charts.noteAdd')}
      </button>
      {add.error && <span role="alert">{problemText(toProblem(add.error))}</span>}
    </form>
  );
}
