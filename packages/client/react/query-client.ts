import { QueryClient } from '@tanstack/react-query'
import { CallError } from '../call-error.ts'

/** Reads are tried three times when the network or the server failed, never when the server refused. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => error instanceof CallError && (error.status === 0 || error.status >= 500) && count < 2,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
