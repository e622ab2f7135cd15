import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { SeeAsBanner } from '@/features/access/SeeAsBanner';
import { getPreferences, setPreference } from '@/lib/preferences';
import { useFeed } from '@/live/hooks';
import { t } from '@/messages/t';
import { BottomBar, Rail } from './Rail';
import { useReloadAfterMissingFiles } from './reload';
import { SearchField } from './SearchField';
import { ShortStatus } from './ShortStatus';
import { Status } from './Status';
import { useShortcuts } from './shortcuts';
import './shell.css';

const Palette = lazy(() => import('./Palette'));
const Help = lazy(() => import('./Help'));

/** What every page stands in: rail, sentence, search, keys. */
export function Shell() {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const head = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const isLost = useFeed() === 'lost';
  useFocusOnNewPage();
  useReloadAfterMissingFiles();

  const openPalette = useCallback(() => setPaletteOpen(true), []);
  useShortcuts({
    '/': focusSearch,
    '?': () => setHelpOpen(true),
    'ctrl+k': openPalette,
    'ctrl+space': openPalette,
    'g o': () => void navigate({ to: '/' }),
    'g n': () => void navigate({ to: '/nodes' }),
    'g a': () => void navigate({ to: '/access' }),
    'g s': () => void navigate({ to: '/settings' }),
    d: () => setPreference('density', getPreferences().density === 'dense' ? 'roomy' : 'dense'),
  });

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Rail openHelp={() => setHelpOpen(true)} />
      <div className="shell-body">
        <SeeAsBanner />
        <header className="shell-head" ref={head}>
          <Status />
          <SearchField />
        </header>
        <ShortStatus head={head} />
        <main id="main" className="page" tabIndex={-1} aria-label={t('app.main')} data-lost={isLost || undefined}>
          <Outlet />
        </main>
      </div>
      <BottomBar openSearch={openPalette} />
      <Suspense fallback={null}>
        {isPaletteOpen && <Palette close={() => setPaletteOpen(false)} />}
        {isHelpOpen && <Help close={() => setHelpOpen(false)} />}
      </Suspense>
    </div>
  );
}

/** `/` means the search of the page where it has one of its own, and that of the shell elsewhere. */
function focusSearch(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')].filter((field) =>
    field.checkVisibility(),
  );
  const here = fields.find((field) => field.closest('main')) ?? fields[0];
  here?.focus();
  here?.select();
}

/** After a change of page the keyboard and the screen reader start at its title; a new query is not a new page. */
function useFocusOnNewPage(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (path === undefined || path === last.current) return;
    const isFirst = last.current === undefined;
    last.current = path;
    if (isFirst) return;
    const title = document.querySelector<HTMLElement>('main h1') ?? document.getElementById('main');
    title?.focus({ preventScroll: true });
  }, [path]);
}
