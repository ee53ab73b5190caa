import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { CallError } from '../call-error.ts'
import { useClient } from './provider.tsx'
import { routeKey } from './route-key.ts'

export interface VerbOptions<R extends Route> {
  /** Routes whose answers are out of date afterwards; `'all'` when it is easier to say so. */
  readonly invalidates?: readonly Route[] | 'all'
  readonly onDone?: (output: OutputOf<R>, input: CallOf<R>) => void
}

/**
 * A write: `const rename = useVerb(renameTag, { invalidates: [listTags] })`, then `rename.mutate({ id, name })`. Never retried by itself;
 * a repeat of the same write after a lost answer carries the same idempotency key, so it happens once.
 */
export function useVerb<R extends Route>(route: R, options: VerbOptions<R> = {}): UseMutationResult<OutputOf<R>, Error, CallOf<R>> {
  const client = useClient()
  const queries = useQueryClient()
  const last = useRef<{ input: string; key: string }>(undefined)
  return useMutation<OutputOf<R>, Error, CallOf<R>>({
    mutationFn: async (input) => {
      const same = JSON.stringify(input)
      const key = last.current?.input === same ? last.current.key : newKey()
      last.current = { input: same, key }
      try {
        const output = await client.call(route, input, { idempotencyKey: key })
        last.current = undefined
        return output
      } catch (error) {
        if (!(error instanceof CallError) || error.status !== 0) last.current = undefined
        throw error
      }
    },
    retry: false,
    onSuccess: async (output, input) => {
      const { invalidates } = options
      if (invalidates === 'all') await queries.invalidateQueries()
      else if (invalidates) await Promise.all(invalidates.map((one) => queries.invalidateQueries({ queryKey: routeKey(one) })))
      options.onDone?.(output, input)
    },
  })
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
