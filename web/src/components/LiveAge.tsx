import { type Instant, toMillis, useSecond } from '../lib/clock';
import { age, ageShort, secondsSince, zoned } from '../lib/format';
import { t } from '../messages/t';

export interface LiveAgeProps {
  /** The moment it counts from; null is "never". */
  at: Instant | null | undefined;
  /** `old` says "4 s old", `ago` "4 s ago", `plain` "4 s", `short` "6 h" for narrow cells. */
  form?: 'old' | 'ago' | 'plain' | 'short';
}

/** An age that grows by itself, so that a feed that stopped is seen. The exact time and its zone are in the title. */
export function LiveAge({ at, form = 'plain' }: LiveAgeProps) {
  const second = useSecond();
  const millis = toMillis(at);
  if (millis === null) return <span className="nowrap">{t('age.never')}</span>;
  const seconds = secondsSince(millis, second);
  const words = form === 'short' ? ageShort(seconds) : age(seconds);
  return (
    <time className="nowrap" dateTime={new Date(millis).toISOString()} title={zoned(millis)}>
      {form === 'old' ? t('age.old', { age: words }) : form === 'ago' ? t('age.ago', { age: words }) : words}
    </time>
  );
}
