import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { onRefusal } from '@/api/client';
import { toProblem } from '@/api/problem';
import { accessQuery } from '@/api/queries';
import { useFeed } from '@/live/hooks';
import { live } from '@/live/live';
import { HubLost } from './HubLost';

const SetupPage = lazy(() => import('@/features/access/SetupPage'));
const LoginPage = lazy(() => import('@/features/access/LoginPage'));

/**
 * Decides what may be seen: the set-up page, the login page or the application. The address stays as it is, so that
 * a link leads where it should after signing in.
 */
export function AccessGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const access = useQuery(accessQuery);
  const isSignedIn = Boolean(access.data?.me) && !access.data?.needsSetup;

  useEffect(() => onRefusal(() => void queries.invalidateQueries({ queryKey: accessQuery.queryKey })), [queries]);
  useEffect(() => {
    if (isSignedIn) live.start();
    else live.store.clear();
  }, [isSignedIn]);

  if (access.data === undefined) {
    if (!access.isError) return null;
    return <HubLost problem={toProblem(access.error)} retry={() => void access.refetch()} />;
  }
  if (access.data.needsSetup)
    return (
      <Suspense fallback={null}>
        <SetupPage version={access.data.version} />
      </Suspense>
    );
  if (!isSignedIn)
    return (
      <Suspense fallback={null}>
        <LoginPage version={access.data.version} />
      </Suspense>
    );
  return (
    <>
      <SessionEnd />
      {children}
    </>
  );
}

/** When the stream is refused, another tab or the hub ended the session: ask who is signed in. */
function SessionEnd() {
  const queries = useQueryClient();
  const feed = useFeed();
  useEffect(() => {
    if (feed === 'refused') void queries.invalidateQueries({ queryKey: accessQuery.queryKey });
  }, [feed, queries]);
  return null;
}
