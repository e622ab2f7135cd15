import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/api/client';

export const ENDPOINTS = 'endpoints';
export const ENDPOINT_MANAGE = 'endpoint.manage';

export const endpointsQuery = queryOptions({
  queryKey: [ENDPOINTS],
  queryFn: ({ signal }) => unwrap(client.GET('/api/endpoints', { signal })),
  refetchInterval: 10_000,
});
