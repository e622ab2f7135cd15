import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiProblem, toProblem } from './problem';

export interface Change<Args, Result> {
  run: (args: Args, done?: (result: Result) => void) => void;
  problem: ApiProblem | null;
  isRunning: boolean;
  forget: () => void;
}

/** Asks the hub to change something; what was read under these keys before is read again. */
export function useChange<Args, Result>(
  send: (args: Args) => Promise<Result>,
  stale: readonly string[],
): Change<Args, Result> {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all(stale.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  return {
    run: (args, done) => mutation.mutate(args, { onSuccess: done }),
    problem: mutation.error ? toProblem(mutation.error) : null,
    isRunning: mutation.isPending,
    forget: mutation.reset,
  };
}
