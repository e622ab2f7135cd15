import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { toProblem } from '@/api/problem';
import { diskHistoryQuery } from '@/api/queries';
import type { DiskHealth, DiskSeries } from '@/api/types';
import { problemText } from '@/app/problemText';
import { Chart, Problem, Section, Segmented } from '@/components';
import { useFormat } from '@/lib/format';
import { decimal } from '@/lib/units';
import { t } from '@/messages/t';
import { filled, moved, seriesName, type Word } from './diskPast';

const SPANS = { '30': 60, '365': 122, '3650': 122 } as const;

/** What the disk said of itself over time. Reports are hours apart, and a sleeping disk gives none: those times are hatched. */
export function DiskPast({ id, disk }: { id: string; disk: DiskHealth }) {
  const [days, setDays] = useState<keyof typeof SPANS>('30');
  const [chosen, setChosen] = useState('disk.temperature');
  const past = useQuery(diskHistoryQuery(id, disk.id, Number(days), SPANS[days]));
  const offered = useMemo(() => moved(past.data?.series ?? []), [past.data]);
  const shown = offered.find((series) => series.series === chosen) ?? offered[0];
  return (
    <Section title={t('disk.past.title')}>
      <div className="px-actions">
        <Segmented
          label={t('disk.past.span')}
          value={days}
          options={[
            { value: '30', label: t('disk.past.30') },
            { value: '365', label: t('disk.past.365') },
            { value: '3650', label: t('disk.past.3650') },
          ]}
          onChange={setDays}
        />
        {offered.length > 1 && (
          <select
            className="storage-choice"
            aria-label={t('disk.past.what')}
            value={shown?.series}
            onChange={(event) => setChosen(event.target.value)}
          >
            {offered.map((series) => (
              <option key={series.series} value={series.series}>
                {words(seriesName(series.series, disk))}
              </option>
            ))}
          </select>
        )}
      </div>
      {past.error ? (
        <Problem title={t('disk.past.failed')} detail={problemText(toProblem(past.error))} state="unknown" />
      ) : shown ? (
        <Line
          series={shown}
          bucketSeconds={past.data?.bucketSeconds ?? 0}
          label={words(seriesName(shown.series, disk))}
        />
      ) : (
        <p className="dim">{past.isPending ? t('disk.past.loading') : t('disk.past.none')}</p>
      )}
    </Section>
  );
}

export const words = (name: Word) => ('key' in name ? t(name.key) : name.text);

function Line({ series, bucketSeconds, label }: { series: DiskSeries; bucketSeconds: number; label: string }) {
  const { bytes, temperature, percent } = useFormat();
  const data = useMemo(() => filled(series, bucketSeconds), [series, bucketSeconds]);
  const lines = useMemo(
    () => [{ label, average: data.average, minimum: data.minimum, maximum: data.maximum }],
    [data, label],
  );
  const format =
    series.unit === 'celsius'
      ? temperature
      : series.unit === 'percent'
        ? percent
        : series.unit === 'bytes'
          ? bytes
          : decimal;
  return (
    <Chart
      label={label}
      times={data.times}
      series={lines}
      bucketSeconds={bucketSeconds}
      format={format}
      percent={series.unit === 'percent'}
      binary={series.unit === 'bytes'}
      height={130}
    />
  );
}
