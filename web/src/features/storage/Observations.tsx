import type { DiskObservation } from '@/api/types';
import { LiveAge, Section } from '@/components';
import { rich, t } from '@/messages/t';
import { words } from './DiskPast';
import { whatChanged } from './diskPast';

/** Every change of the disk, newest first: since when, and when it was last seen so. */
export function Observations({ seen }: { seen: readonly DiskObservation[] }) {
  return (
    <Section title={t('disk.seen.title')} note={seen.length > 0 ? String(seen.length) : undefined}>
      {seen.length === 0 ? (
        <p className="dim">{t('disk.seen.none')}</p>
      ) : (
        <ol className="storage-seen">
          {seen.map((one) => (
            <li key={`${one.what} ${one.firstAt} ${one.now}`}>
              <span>
                {t(one.before ? 'disk.seen.changed' : 'disk.seen.began', {
                  what: words(whatChanged(one)),
                  before: one.before ?? '',
                  now: one.now ?? t('disk.seen.over'),
                })}
              </span>
              <span className="dim">
                {one.firstAt === one.lastAt
                  ? rich('disk.seen.once', { age: <LiveAge at={one.firstAt} form="ago" /> })
                  : rich('disk.seen.since', {
                      first: <LiveAge at={one.firstAt} form="ago" />,
                      last: <LiveAge at={one.lastAt} form="ago" />,
                    })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
