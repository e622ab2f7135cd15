import { useQuery } from '@tanstack/react-query';
import { processesQuery } from '@/api/queries';

/** The busiest and the largest, every three seconds while somebody looks. */
export function useProcesses(id: string) {
  return useQuery(processesQuery(id));
}
