import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Tables up to this length are drawn whole: the browser's own find and print work on them. */
export const wholeUpTo = 200;

export interface Slice {
  readonly from: number;
  readonly to: number;
  /** CSS pixels of what is not drawn above and below. */
  readonly before: number;
  readonly after: number;
  readonly scrollTo: (index: number) => void;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

/** Which lines to draw: all of a short table, those near the window of a long one. */
export function useSlice(container: RefObject<HTMLElement | null>, count: number, height: number): Slice {
  const long = count > wholeUpTo;
  const margin = useTop(container, long);
  const virtual = useWindowVirtualizer({
    count,
    enabled: long,
    estimateSize: () => height,
    overscan: 12,
    // What is not laid out yet measures zero and would let every row in.
    measureElement: (element) => element.getBoundingClientRect().height || height,
    scrollMargin: margin,
  });
  if (!long) return { from: 0, to: count, before: 0, after: 0, scrollTo: ignore, measure: undefined };
  const shown = virtual.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  return {
    from: first?.index ?? 0,
    to: (last?.index ?? -1) + 1,
    before: Math.max(0, (first?.start ?? margin) - margin),
    after: Math.max(0, virtual.getTotalSize() - ((last?.end ?? margin) - margin)),
    scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    measure: virtual.measureElement,
  };
}

function ignore(): void {
  return;
}

/** Distance of the table from the top of the document. */
function useTop(container: RefObject<HTMLElement | null>, wanted: boolean): number {
  const [top, setTop] = useState(0);
  // Whatever is above may have changed its height with any render.
  useLayoutEffect(() => {
    if (!wanted || !container.current) return;
    const now = Math.round(container.current.getBoundingClientRect().top + window.scrollY);
    setTop((was) => (Math.abs(was - now) > 1 ? now : was));
  });
  return top;
}
