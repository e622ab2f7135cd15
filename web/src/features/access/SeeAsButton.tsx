import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client, unwrap } from '@/api/client';
import type { PreviewRequest } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { t } from '@/messages/t';
import { useMayChange, useMe } from './may';

interface SeeAsButtonProps {
  request: PreviewRequest;
  /** As whom. */
  label: string;
  may: boolean;
}

/** Shows the whole page as somebody else sees it; nothing can be changed meanwhile. */
export function SeeAsButton({ request, label, may }: SeeAsButtonProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isPerson = useMe()?.by === 'session';
  const mayChange = useMayChange();
  const start = useChange(() => unwrap(client.POST('/api/access/see-as', { body: request })), ['access']);
  return (
    <div className="drawer-part">
      <h3>{t('seeAs.title')}</h3>
      <p className="mid">{t('seeAs.means')}</p>
      <Button
        disabled={!may || !mayChange || !isPerson}
        loading={start.isRunning}
        onClick={() =>
          start.run(undefined, () => {
            // What was read as oneself is not what the other one sees.
            queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'access' });
            void navigate({ to: '/' });
          })
        }
      >
        <span className="truncate">{t('seeAs.start', { label })}</span>
      </Button>
      {start.problem && (
        <p className="crit" role="alert">
          {problemText(start.problem)}
        </p>
      )}
    </div>
  );
}
