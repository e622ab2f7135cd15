import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { FleetOverview, NodeFiguresUpdate, NodeSummary } from '@/api/types';
import { useSecond } from '@/lib/clock';
import type { LivePoint } from './edge';
import { live } from './live';
import type { Feed } from './store';

export function useFleet(): FleetOverview | null {
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe('fleet', listener), []),
    live.store.getFleet,
  );
}

export function useNodeIds(): readonly string[] {
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe('list', listener), []),
    live.store.getIds,
  );
}

export function useLiveNode(id: string): NodeSummary | null {
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe(`node:${id}`, listener), [id]),
    () => live.store.getNode(id),
  );
}

export function useLiveFigures(id: string): NodeFiguresUpdate | null {
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe(`figures:${id}`, listener), [id]),
    () => live.store.getFigures(id),
  );
}

export function useLivePoints(id: string): readonly LivePoint[] {
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe(`figures:${id}`, listener), [id]),
    () => live.store.getPoints(id),
  );
}

/** Whether the page may claim to show now; found out by the second even when nothing arrives. */
export function useFeed(): Feed {
  useSecond();
  return useSyncExternalStore(
    useCallback((listener) => live.store.subscribe('feed', listener), []),
    live.store.getFeed,
  );
}

/** Asks for figures every second from a node while the caller is on the page. */
export function useWatch(id: string): void {
  useEffect(() => live.watch(id), [id]);
}
