import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/api/client';
import type { PlaceKind } from '@/api/types';

export const PAGE_SIZE = 100;

export const usersQuery = (search: string | undefined, offset: number) =>
  queryOptions({
    queryKey: ['users', { search, offset }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/users', { params: { query: { search, offset, limit: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', id],
    queryFn: ({ signal }) => unwrap(client.GET('/api/users/{id}', { params: { path: { id } }, signal })),
  });

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/roles', { signal })),
});

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/groups', { signal })),
});

export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/access/scopes', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const tokensQuery = (all: boolean, offset: number) =>
  queryOptions({
    queryKey: ['tokens', { all, offset }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/tokens', { params: { query: { all, offset, limit: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });

export const placesQuery = (kind: PlaceKind | undefined, search: string) =>
  queryOptions({
    queryKey: ['places', { kind, search }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/access/places', { params: { query: { kind, search, limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
  });
