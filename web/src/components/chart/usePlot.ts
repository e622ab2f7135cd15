import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { columnsOf } from './model';
import { readInk } from './paint';
import { type PlotHandlers, plotOptions, type Scene } from './plot';

type PlotClass = typeof uPlot;

let loading: Promise<PlotClass> | undefined;

/** The plot library comes with the first chart, not with the page. Null where there is nothing to paint on. */
async function load(): Promise<PlotClass | null> {
  if (!canPaint()) return null;
  loading ??= import('uplot').then((module) => module.default);
  return loading;
}

function canPaint(): boolean {
  return typeof Path2D !== 'undefined' && document.createElement('canvas').getContext('2d') !== null;
}

export interface Cursor {
  readonly index: number;
  readonly left: number;
}

export interface Plot {
  readonly cursor: Cursor | null;
  readonly ready: boolean;
  /** Puts the cursor of all charts of the page on a bucket; null takes it away. */
  readonly moveTo: (index: number | null) => void;
}

interface PlotOptions {
  element: RefObject<HTMLElement | null>;
  width: number;
  height: number;
  syncKey: string | undefined;
  scene: Omit<Scene, 'ink'>;
  onSelect: PlotHandlers['onSelect'];
  onReset: PlotHandlers['onReset'];
}

/** One uPlot, made once; data, size and theme are brought to it as they change. */
export function usePlot({ element, width, height, syncKey, scene, onSelect, onReset }: PlotOptions): Plot {
  const [library, setLibrary] = useState<PlotClass | null>();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const plot = useRef<uPlot | null>(null);
  const ink = useRef<Scene['ink'] | null>(null);
  const latest = useRef({ scene, onSelect, onReset });
  latest.current = { scene, onSelect, onReset };

  useEffect(() => {
    let alive = true;
    load().then((made) => alive && setLibrary(() => made));
    return () => {
      alive = false;
    };
  }, []);

  const shape = scene.data.series.map(({ below, past }) => (below ? 'b' : 'a') + (past ? 'p' : '')).join('');
  const sized = width > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when its structure changes; the rest is brought to it below.
  useLayoutEffect(() => {
    const target = element.current;
    if (!library || !target || !sized) return;
    const current = (): Scene => {
      ink.current ??= readInk();
      return { ...latest.current.scene, ink: ink.current };
    };
    const made = new library(
      plotOptions({ width, height }, syncKey, current, {
        onCursor: (index, left) =>
          setCursor(index === null || left < 0 ? null : { index, left: left + axisLeft(plot.current) }),
        onSelect: (span) => latest.current.onSelect(span),
        onReset: () => latest.current.onReset(),
      }),
      columnsOf(latest.current.scene.data),
      target,
    );
    plot.current = made;
    const repaint = () => {
      ink.current = null;
      made.redraw(false);
    };
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    let alive = true;
    document.fonts?.ready.then(() => alive && repaint());
    return () => {
      alive = false;
      theme.disconnect();
      made.destroy();
      plot.current = null;
      setCursor(null);
    };
  }, [library, shape, syncKey, sized]);

  useLayoutEffect(() => {
    plot.current?.setSize({ width, height });
  }, [width, height]);

  useLayoutEffect(() => {
    plot.current?.setData(columnsOf(scene.data), true);
  }, [scene]);

  const moveTo = (index: number | null) => {
    const own = plot.current;
    if (!own || !library) return;
    const time = index === null ? undefined : own.data[0][index];
    const peers = syncKey === undefined ? [own] : library.sync(syncKey).plots;
    for (const peer of peers)
      peer.setCursor({ left: time === undefined ? -10 : peer.valToPos(time, 'x'), top: time === undefined ? -10 : 0 });
  };

  return { cursor, ready: library !== undefined, moveTo };
}

function axisLeft(plot: uPlot | null): number {
  return plot ? plot.bbox.left / devicePixelRatio : 0;
}
