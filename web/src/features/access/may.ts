import { useQuery } from '@tanstack/react-query';
import { accessQuery } from '@/api/queries';
import type { Me } from '@/api/types';

export const ACCESS_MANAGE = 'access.manage';
export const AUDIT_READ = 'audit.read';

/** Who is signed in; null until that is known. */
export function useMe(): Me | null {
  return useQuery(accessQuery).data?.me ?? null;
}

/** Whether the signed-in person holds a scope, at least somewhere. The hub decides; this only keeps buttons honest. */
export function useMay(scope: string): boolean {
  return useMe()?.scopes.includes(scope) ?? false;
}

/** Whether the page Access is for this person. Their own tokens everybody reaches from their account. */
export function useMayOpenAccess(): boolean {
  const scopes = useMe()?.scopes ?? [];
  return scopes.includes(ACCESS_MANAGE) || scopes.includes(AUDIT_READ);
}

/** Whether anything may be changed at all: not while looking as somebody else. */
export function useMayChange(): boolean {
  const me = useMe();
  return me !== null && !me.seesAs;
}
