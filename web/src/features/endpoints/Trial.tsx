import { Button } from '@mantine/core';
import type { EndpointTrial } from '@/api/types';
import { t } from '@/messages/t';

interface TrialProps {
  trial: EndpointTrial;
  /** Takes the certificate that was shown; left out where it cannot be taken. */
  take?: ((fingerprint: string) => void) | undefined;
}

/** What came of trying a connection, and what to do. */
export function Trial({ trial, take }: TrialProps) {
  const { message, fingerprint, version, missing = [], powers = [] } = trial;
  const answers = version != null;
  return (
    <div className="endpoint-trial" role="status">
      {answers && (
        <p className={trial.isWell ? 'ok' : undefined}>
          {t(trial.isWell ? 'endpoints.trial.well' : 'endpoints.trial.answers', { version })}
        </p>
      )}
      {!answers && message != null && <p className="crit">{message}</p>}
      {fingerprint != null && (
        <>
          <code className="id endpoint-code">{fingerprint}</code>
          <p className="mid">{t('endpoints.trial.compare')}</p>
          {take && (
            <div>
              <Button onClick={() => take(fingerprint)}>{t('endpoints.trial.take')}</Button>
            </div>
          )}
        </>
      )}
      {missing.length > 0 && (
        <>
          <p className="warn">{t('endpoints.trial.missing')}</p>
          <ul className="endpoint-missing">
            {missing.map(({ for: what, path, privilege, fix }) => (
              <li key={`${path} ${privilege}`}>
                {t('endpoints.trial.missingOf', { privilege, path, what })}
                <code className="id endpoint-code">{fix}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {powers.length > 0 && <p className="mid">{t('endpoints.trial.powers')}</p>}
    </div>
  );
}
