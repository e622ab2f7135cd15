import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { KeyHint } from '@/components';
import { t } from '@/messages/t';

const SETTLE_MS = 200;

/** Searches nodes by name from every page; on the list of nodes it is the filter of the list. */
export function SearchField() {
  const navigate = useNavigate();
  const isNodesPage = useRouterState({ select: (state) => state.location.pathname === '/nodes' });
  const search = useSearch({ strict: false }).search;
  const inAddress = isNodesPage && search ? search : '';
  const [text, setText] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (seen !== inAddress) {
    setSeen(inAddress);
    setText(inAddress);
  }
  useEffect(() => () => clearTimeout(settle.current), []);

  const apply = (search: string) => {
    clearTimeout(settle.current);
    void navigate({ to: '/nodes', search: { search: search.trim() || undefined }, replace: isNodesPage });
  };
  const change = (next: string) => {
    setText(next);
    clearTimeout(settle.current);
    if (isNodesPage) settle.current = setTimeout(() => apply(next), SETTLE_MS);
  };

  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        apply(text);
      }}
    >
      <input
        type="search"
        value={text}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        aria-keyshortcuts="/"
        maxLength={200}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <KeyHint keys="/" />
    </form>
  );
}
