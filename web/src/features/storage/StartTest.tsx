import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toProblem } from '@/api/problem';
import { askSelfTest, storageQuery } from '@/api/queries';
import type { DiskHealth } from '@/api/types';
import { problemText } from '@/app/problemText';
import { Problem } from '@/components';
import { t } from '@/messages/t';

interface Asked {
  test: 'short' | 'long';
  wake: boolean;
}

/** A test is first told, then started: what would be run, how long it takes, and whether it wakes the disk. */
export function StartTest({ id, disk }: { id: string; disk: DiskHealth }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const tell = useMutation({ mutationFn: (ask: Asked) => askSelfTest(id, disk.id, { ...ask, dryRun: true }) });
  const start = useMutation({
    mutationFn: (ask: Asked) => askSelfTest(id, disk.id, { ...ask, dryRun: false }),
    onSuccess: () => {
      setAsked(null);
      void queries.invalidateQueries({ queryKey: storageQuery(id).queryKey });
    },
  });
  const ask = (test: 'short' | 'long', wake: boolean) => {
    start.reset();
    setAsked({ test, wake });
    tell.mutate({ test, wake });
  };
  const isAsleep = disk.power === 'asleep';
  return (
    <>
      <div className="px-actions">
        <Button onClick={() => ask('short', false)} disabled={start.isPending}>
          {t('disk.tests.short')}
        </Button>
        <Button onClick={() => ask('long', false)} disabled={start.isPending}>
          {t('disk.tests.long')}
        </Button>
      </div>
      {asked && tell.data && (
        <div className="storage-confirm" role="status">
          <p>{tell.data.message}</p>
          <div className="px-actions">
            <Button onClick={() => start.mutate(asked)} loading={start.isPending}>
              {t(asked.wake ? 'disk.tests.wakeAndGo' : 'disk.tests.go')}
            </Button>
            <Button variant="subtle" onClick={() => setAsked(null)}>
              {t('disk.tests.leave')}
            </Button>
          </div>
        </div>
      )}
      {asked && tell.error && (
        <>
          <Problem title={t('disk.tests.failed')} detail={problemText(toProblem(tell.error))} />
          {isAsleep && !asked.wake && (
            <Button variant="subtle" onClick={() => ask(asked.test, true)}>
              {t('disk.tests.wake')}
            </Button>
          )}
        </>
      )}
      {start.error && <Problem title={t('disk.tests.failed')} detail={problemText(toProblem(start.error))} />}
      {start.isSuccess && <p role="status">{t('disk.tests.started')}</p>}
    </>
  );
}
