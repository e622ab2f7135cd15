import { useEffect } from 'react';
import { t } from '@/messages/t';

/** Names the page in the tab and in the history. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = t('app.title', { page });
  }, [page]);
}
