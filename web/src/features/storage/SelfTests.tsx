import type { DiskHealth, SelfTestLog } from '@/api/types';
import { LiveAge, Section, StateGlyph } from '@/components';
import { zoned } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { rich, t } from '@/messages/t';
import { StartTest } from './StartTest';

interface SelfTestsProps {
  id: string;
  disk: DiskHealth;
  log: SelfTestLog | null | undefined;
  isLocal: boolean;
}

/** What the disk logged of tests of itself, newest first. */
export function SelfTests({ id, disk, log, isLocal }: SelfTestsProps) {
  return (
    <Section
      title={t('disk.tests.title')}
      note={
        isKnown(log?.shortMinutes) && isKnown(log?.extendedMinutes)
          ? t('disk.tests.minutes', { short: decimal(log.shortMinutes), long: decimal(log.extendedMinutes) })
          : undefined
      }
    >
      {log?.isRunning && (
        <p>
          <StateGlyph state="running" cause={t('disk.tests.title')} decorative />{' '}
          {t('disk.tests.running', { percent: isKnown(log.remainingPercent) ? `${log.remainingPercent}%` : '?' })}
        </p>
      )}
      {!log ? (
        <p className="dim">{t('disk.tests.unknown')}</p>
      ) : (log.entries ?? []).length === 0 ? (
        <p className="dim">{t('disk.tests.none')}</p>
      ) : (
        <ol className="storage-tests">
          {(log.entries ?? []).map((test, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the log has no ids, and its order is its identity
            <li key={index}>
              <StateGlyph
                state={test.isPassed === false ? 'warning' : test.isPassed ? 'ok' : 'note'}
                cause={test.status}
                decorative
              />
              <span>{t('disk.tests.row', { type: test.type, status: test.status })}</span>
              <span className="dim nowrap">
                {isKnown(test.powerOnHours) ? t('disk.tests.at', { hours: decimal(test.powerOnHours) }) : ''}
              </span>
            </li>
          ))}
        </ol>
      )}
      <Plan disk={disk} />
      {isLocal && log && !log.isRunning && <StartTest id={id} disk={disk} />}
    </Section>
  );
}

/** What was started from here, and what the schedule has in mind. */
function Plan({ disk }: { disk: DiskHealth }) {
  const plan = disk.tests;
  if (!plan) return null;
  return (
    <p className="dim storage-plan">
      {plan.lastTest && (
        <span>{rich('disk.tests.last', { test: plan.lastTest, age: <LiveAge at={plan.lastAt} form="ago" /> })}</span>
      )}
      <span>
        {plan.nextTest && plan.nextAt
          ? t('disk.tests.next', { test: plan.nextTest, at: zoned(plan.nextAt) })
          : t('disk.tests.noSchedule')}
      </span>
      {plan.skipped && (
        <span>
          {rich('disk.tests.skipped', { reason: plan.skipped, age: <LiveAge at={plan.skippedAt} form="ago" /> })}
        </span>
      )}
    </p>
  );
}
