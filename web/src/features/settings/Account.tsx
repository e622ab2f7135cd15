import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, unwrap } from '@/api/client';
import { toProblem } from '@/api/problem';
import { accessQuery } from '@/api/queries';
import { problemText } from '@/app/problemText';
import { Cost } from '@/app/Rail';
import { boundsWords } from '@/features/access/BoundsText';
import { useFleet } from '@/live/hooks';
import { t } from '@/messages/t';
import { PasswordForm } from './PasswordForm';

const METRICS = '/metrics';
const HEALTH = '/health';

export function Account() {
  const queries = useQueryClient();
  const access = useQuery(accessQuery);
  const fleet = useFleet();
  const logout = useMutation({
    mutationFn: () => unwrap(client.POST('/api/logout')),
    onSuccess: () => {
      // Nothing that was read may be seen by who signs in next.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== accessQuery.queryKey[0] });
      return queries.invalidateQueries({ queryKey: accessQuery.queryKey });
    },
  });
  const me = access.data?.me;
  return (
    <div className="settings">
      <p>{me && t('settings.account.signedIn', { name: me.displayName })}</p>
      <dl className="facts">
        <dt>{t('settings.account.scopes')}</dt>
        <dd>{me?.scopes.join(', ') || t('allowed.nothing')}</dd>
        {me?.readBounds && !me.readBounds.everything && (
          <>
            <dt>{t('settings.account.where')}</dt>
            <dd>{boundsWords(me.readBounds)}</dd>
          </>
        )}
        {me?.by === 'session' && (
          <>
            <dt>{t('accounts.tab.tokens')}</dt>
            <dd>
              <Link className="claim" to="/access" search={{ tab: 'tokens' }}>
                {t('settings.account.tokens')}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('settings.account.metrics')}</dt>
        <dd>
          <a className="claim id" href={METRICS}>
            {METRICS}
          </a>
        </dd>
        <dt>{t('settings.account.health')}</dt>
        <dd>
          <a className="claim id" href={HEALTH}>
            {HEALTH}
          </a>
        </dd>
      </dl>
      <div>
        <Button onClick={() => logout.mutate()} loading={logout.isPending}>
          {t('access.logout')}
        </Button>
      </div>
      {logout.error && (
        <p className="crit">{t('access.logoutFailed', { reason: problemText(toProblem(logout.error)) })}</p>
      )}
      {me?.by === 'session' && <PasswordForm name={me.name} />}
      <Cost cost={fleet?.cost ?? null} />
      <p className="dim">{access.data && t('settings.account.version', { version: access.data.version })}</p>
    </div>
  );
}
