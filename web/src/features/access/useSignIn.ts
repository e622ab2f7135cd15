import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toProblem } from '@/api/problem';
import { accessQuery } from '@/api/queries';
import type { AccessStatus } from '@/api/types';

/** Sends what signs somebody in; on success the page of the address appears by itself. */
export function useSignIn<Form>(send: (form: Form) => Promise<AccessStatus>) {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (status) => {
      // What another person has read before stays theirs.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== accessQuery.queryKey[0] });
      queries.setQueryData(accessQuery.queryKey, status);
    },
  });
  return { ...mutation, problem: mutation.error ? toProblem(mutation.error) : null };
}
