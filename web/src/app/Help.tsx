import { useEffect, useId, useRef } from 'react';
import { KeyHint } from '@/components';
import { usePreferences } from '@/lib/preferences';
import { t } from '@/messages/t';
import './drawer.css';

const rows = () =>
  [
    [['/'], t('help.search')],
    [['Ctrl', 'K'], t('help.palette')],
    [['g', 'o'], t('help.overview')],
    [['g', 'n'], t('help.nodes')],
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

/** The list of keys. A native dialog: it keeps the focus inside, closes with Escape and gives the focus back. */
export default function Help({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { keys } = usePreferences();
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      onKeyDown={(event) => {
        if (event.key === '?') event.currentTarget.close();
      }}
    >
      <div className="sheet-body">
        <header className="drawer-head">
          <h2 id={id}>{t('help.title')}</h2>
          <button
            type="button"
            className="key-button"
            onClick={() => dialog.current?.close()}
            aria-label={t('help.close')}
          >
            ×
          </button>
        </header>
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
      </div>
    </dialog>
  );
}
