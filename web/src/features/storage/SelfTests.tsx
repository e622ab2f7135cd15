import { Button } from '@mantine/core';
import type { SelfTestLog } from '@/api/types';
import { Section, StateGlyph } from '@/components';
import { decimal, isKnown } from '@/lib/units';
import { t } from '@/messages/t';

interface SelfTestsProps {
  log: SelfTestLog | null | undefined;
  isLocal: boolean;
  isBusy: boolean;
  start: (test: 'short' | 'long') => void;
}

/** What the disk logged of tests of itself, newest first. */
export function SelfTests({ log, isLocal, isBusy, start }: SelfTestsProps) {
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
      ) : log.entries.length === 0 ? (
        <p className="dim">{t('disk.tests.none')}</p>
      ) : (
        <ol className="storage-tests">
          {log.entries.map((test, index) => (
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
      {isLocal && !log?.isRunning && (
        <div className="px-actions">
          <Button onClick={() => start('short')} disabled={isBusy}>
            {t('disk.tests.short')}
          </Button>
          <Button onClick={() => start('long')} disabled={isBusy}>
            {t('disk.tests.long')}
          </Button>
        </div>
      )}
    </Section>
  );
}
