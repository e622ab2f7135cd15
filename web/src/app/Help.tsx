import { KeyHint } from '@/components';
import { usePreferences } from '@/lib/preferences';
import { t } from '@/messages/t';
import { Dialog } from './Dialog';

const rows = () =>
  [
    [['/'], t('help.search')],
    [['Ctrl', 'K'], t('help.palette')],
    [['g', 'o'], t('help.overview')],
    [['g', 'n'], t('help.nodes')],
    [['g', 'a'], t('help.access')],
    [['g', 's'], t('help.settings')],
    [['j', 'k'], t('help.row')],
    [['Enter'], t('help.open')],
    [['Esc'], t('help.close.key')],
    [['e'], t('help.evidence')],
    [['[', ']'], t('help.range')],
    [['←', '→'], t('help.node')],
    [['d'], t('help.density')],
    [['?'], t('help.help')],
  ] as const;

/** The list of keys. */
export default function Help({ close }: { close: () => void }) {
  const { keys } = usePreferences();
  return (
    <Dialog title={t('help.title')} close={close} closeKey="?">
      {!keys && <p className="mid">{t('help.off')}</p>}
      <dl className="keys">
        {rows().map(([shown, meaning]) => (
          <div key={meaning}>
            <dt>
              <KeyHint keys={shown} />
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
