import { cleanup, type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { reloadPreferences } from '../lib/preferences';
import { ThemeRoot } from '../theme/ThemeRoot';

/** What jsdom has not got. Call once at the top of a test file. */
export function withBrowser(): BrowserStub {
  const stub = new BrowserStub();
  beforeEach(() => stub.install());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    window.localStorage.clear();
    reloadPreferences();
  });
  return stub;
}

export class BrowserStub {
  /** Media queries that hold. */
  matching = new Set<string>();
  /** Width every element reports. */
  width = 0;

  install(): void {
    this.matching.clear();
    this.width = 0;
    vi.stubGlobal('matchMedia', (media: string) => ({
      media,
      matches: this.matching.has(media),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    vi.stubGlobal('ResizeObserver', StillObserver);
    vi.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(() => new DOMRect(0, 0, this.width, 20));
  }
}

class StillObserver implements ResizeObserver {
  observe(): void {
    return;
  }
  unobserve(): void {
    return;
  }
  disconnect(): void {
    return;
  }
}

export function renderThemed(ui: ReactNode): RenderResult {
  return render(ui, { wrapper: ({ children }) => <ThemeRoot env="test">{children}</ThemeRoot> });
}
