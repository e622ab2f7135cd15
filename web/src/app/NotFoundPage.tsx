import { Link, useRouterState } from '@tanstack/react-router';
import { t } from '@/messages/t';
import { useTitle } from './title';

export function NotFoundPage() {
  const address = useRouterState({ select: (state) => state.location.pathname });
  useTitle(t('notFound.title'));
  return (
    <>
      <h1 tabIndex={-1}>{t('notFound.title')}</h1>
      <p className="mid">{t('notFound.detail', { address })}</p>
      <p>
        <Link to="/" className="claim">
          {t('notFound.fix')}
        </Link>
      </p>
    </>
  );
}
