import { useEffect } from 'react';
import type { ApiProblem } from '@/api/problem';
import { Problem } from '@/components';
import { t } from '@/messages/t';
import { problemText } from './problemText';
import { useTitle } from './title';

const ASK_AGAIN_MS = 5_000;

/** In place of everything while nothing has been heard yet: unknown, and it comes back by itself. */
export function HubLost({ problem, retry }: { problem: ApiProblem; retry: () => void }) {
  useTitle(t('state.unknown'));
  useEffect(() => {
    const timer = setInterval(retry, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <main className="lonely">
      <Problem
        state="unknown"
        title={t('lost.title')}
        detail={problem.isLost ? t('lost.detail') : problemText(problem)}
        fix={problem.isLost ? t('lost.fix') : undefined}
        retry={retry}
      />
    </main>
  );
}
