import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from './provider.tsx'
import { routeKey } from './route-key.ts'

export interface VerbOptions<R extends Route> {
  /** Routes whose answers are out of date afterwards; `'all'` when it is easier to say so. */
  readonly invalidates?: readonly Route[] | 'all'
  readonly onDone?: (output: OutputOf<R>, input: CallOf<R>) => void
}

/** A write: `const rename = useVerb(renameTag, { invalidates: [listTags] })`, then `rename.mutate({ id, name })`. Never retried by itself. */
export function useVerb<R extends Route>(route: R, options: VerbOptions<R> = {}): UseMutationResult<OutputOf<R>, Error, CallOf<R>> {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation<OutputOf<R>, Error, CallOf<R>>({
    mutationFn: (input) => client.call(route, input),
    retry: false,
    onSuccess: async (output, input) => {
      const { invalidates } = options
      if (invalidates === 'all') await queries.invalidateQueries()
      else if (invalidates) await Promise.all(invalidates.map((one) => queries.invalidateQueries({ queryKey: routeKey(one) })))
      options.onDone?.(output, input)
    },
  })
}
