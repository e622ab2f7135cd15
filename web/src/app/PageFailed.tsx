import { toProblem } from '@/api/problem';
import { Problem } from '@/components';
import { t } from '@/messages/t';

/** A fault of the page itself: said as that, because it says nothing about the hosts. */
export function PageFailed({ error }: { error: unknown }) {
  return (
    <Problem
      title={t('failed.title')}
      detail={t('failed.detail', { message: toProblem(error).message })}
      fix={t('failed.fix')}
      retry={() => window.location.reload()}
    />
  );
}
