import { Problem } from '@/components';
import { t } from '@/messages/t';

/** A fault of the page itself: said as that, because it says nothing about the hosts. */
export function PageFailed({ error }: { error: Error }) {
  return (
    <Problem
      title={t('failed.title')}
      detail={t('failed.detail', { message: error.message })}
      fix={t('failed.fix')}
      retry={() => window.location.reload()}
    />
  );
}
