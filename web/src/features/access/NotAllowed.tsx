import { Empty } from '@/components';
import { t } from '@/messages/t';
import { useMe } from './may';

/** Says why a page is not there for somebody, and who can change that. */
export function NotAllowed({ scope }: { scope: string }) {
  const me = useMe();
  return (
    <Empty
      title={t('allowed.not')}
      detail={
        me?.seesAs
          ? t('allowed.preview', { scope, who: me.seesAs.label })
          : t('allowed.why', { scope, held: me?.scopes.join(', ') || t('allowed.nothing') })
      }
    />
  );
}
