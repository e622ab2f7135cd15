import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { usePreferences } from '../../lib/preferences';
import { type Item, neighbour } from './items';

export interface RowKeys {
  /** Key of the one row that Tab reaches. */
  readonly active: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (key: string) => void;
}

interface Options<Row> {
  container: RefObject<HTMLElement | null>;
  items: readonly Item<Row>[];
  onOpen: ((row: Row) => void) | undefined;
  scrollTo: (index: number) => void;
  /** The table of the page: j and k enter it from anywhere. */
  primary: boolean;
}

/** ↑ ↓ j k Home End move over the rows, Enter opens. One Tab passes the whole table. */
export function useRowKeys<Row>({ container, items, onOpen, scrollTo, primary }: Options<Row>): RowKeys {
  const { keys } = usePreferences();
  const [active, setActive] = useState<string>();
  const wanted = useRef<string | undefined>(undefined);
  const first = items.find((item) => item.kind === 'row')?.key;
  const current = items.some((item) => item.kind === 'row' && item.key === active) ? active : first;

  // Rows far away are drawn only after the scroll: the focus follows as soon as the row exists.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = rowElement(container.current, wanted.current);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
    row.scrollIntoView?.({ block: 'nearest' });
  });

  const go = (index: number) => {
    const item = items[index];
    if (!item) return;
    wanted.current = item.key;
    setActive(item.key);
    scrollTo(index);
  };

  const enter = useRef(go);
  enter.current = go;
  const hasRows = first !== undefined;
  useEffect(() => {
    if (!primary || !keys || !hasRows) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'j' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      event.preventDefault();
      enter.current(0);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [primary, keys, hasRows]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const key = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = items.findIndex((item) => item.key === key);
    const item = items[at];
    if (item?.kind !== 'row') return;
    if (event.key === 'Enter') onOpen?.(item.row);
    else {
      const to = destination(event.key, keys, items, at);
      if (to === undefined) return;
      if (to >= 0) go(to);
    }
    event.preventDefault();
  };

  return { active: current, onKeyDown, onFocus: setActive };
}

function destination<Row>(key: string, letters: boolean, items: readonly Item<Row>[], at: number): number | undefined {
  if (key === 'ArrowDown' || (letters && key === 'j')) return neighbour(items, at, 1);
  if (key === 'ArrowUp' || (letters && key === 'k')) return neighbour(items, at, -1);
  if (key === 'Home') return neighbour(items, -1, 1);
  if (key === 'End') return neighbour(items, items.length, -1);
  return undefined;
}

function rowElement(container: HTMLElement | null, key: string): HTMLElement | undefined {
  const rows = container?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
  return [...rows].find((row) => row.dataset.row === key);
}
