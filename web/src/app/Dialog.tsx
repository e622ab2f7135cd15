import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '@/messages/t';
import './drawer.css';

export interface DialogProps {
  title: ReactNode;
  close: () => void;
  children: ReactNode;
  /** A key that closes it besides Escape. */
  closeKey?: string;
}

/** A native dialog: it keeps the focus inside, closes with Escape or a click beside it, and gives the focus back. */
export function Dialog({ title, close, children, closeKey }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
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
        if (closeKey !== undefined && event.key === closeKey) event.currentTarget.close();
      }}
    >
      <div className="sheet-body">
        <header className="drawer-head">
          <h2 id={id}>{title}</h2>
          <button
            type="button"
            className="key-button"
            onClick={() => dialog.current?.close()}
            aria-label={t('help.close')}
          >
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
