import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '@/messages/t';
import './drawer.css';

export interface SideDrawerProps {
  title: ReactNode;
  close: () => void;
  children: ReactNode;
}

/** Evidence beside the page: not a modal, the page stays usable. Escape closes it and gives the focus back. */
export function SideDrawer({ title, close, children }: SideDrawerProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const latestClose = useRef(close);
  const id = useId();
  useEffect(() => {
    latestClose.current = close;
  });
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      latestClose.current();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside className="drawer" role="dialog" aria-labelledby={id}>
      <header className="drawer-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button
          type="button"
          className="key-button"
          onClick={close}
          aria-label={t('drawer.close')}
          aria-keyshortcuts="Escape"
        >
          ×
        </button>
      </header>
      <div className="drawer-body">{children}</div>
    </aside>
  );
}
