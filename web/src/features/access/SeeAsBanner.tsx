import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { client, unwrap } from '@/api/client';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { StateGlyph } from '@/components';
import { t } from '@/messages/t';
import { boundsWords } from './BoundsText';
import { useMe } from './may';
import './seeAs.css';

/** Over every page while one looks as somebody else: as whom, that nothing can be changed, and the way back. */
export function SeeAsBanner() {
  const queries = useQueryClient();
  const preview = useMe()?.seesAs;
  const end = useChange(() => unwrap(client.DELETE('/api/access/see-as')), ['access']);
  if (!preview) return null;
  const where = preview.bounds && !preview.bounds.everything ? boundsWords(preview.bounds) : null;
  return (
    <div className="see-as" role="status">
      <StateGlyph state="note" cause={t('seeAs.title')} decorative />
      <p>
        {where
          ? t('seeAs.banner.bounded', { label: preview.label, where })
          : t('seeAs.banner', { label: preview.label })}
        {end.problem && <span className="crit"> {problemText(end.problem)}</span>}
      </p>
      <Button
        loading={end.isRunning}
        onClick={() =>
          end.run(undefined, () => queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'access' }))
        }
      >
        {t('seeAs.end')}
      </Button>
    </div>
  );
}
