import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import type { InfiniteData } from '@tanstack/react-query'
import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { useClient } from './provider.tsx'
import { routeKey } from './route-key.ts'

/** Shape of `pageOf(item)`. */
export interface Page<T = unknown> {
  readonly items: readonly T[]
  readonly next: string | null
  readonly total: { readonly count: number; readonly exact: boolean } | null
}
export type RowOf<R extends Route> = OutputOf<R> extends { items: readonly (infer T)[] } ? T : never

/** Reads a keyset-paged route page after page; the former pages stay while filters change. */
export function usePages<R extends Route>(
  route: R,
  input: CallOf<R>,
  options: { readonly enabled?: boolean; readonly liveOn?: readonly string[]; readonly refetchEvery?: number } = {},
): UseInfiniteQueryResult<InfiniteData<Page<RowOf<R>>>, Error> {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...routeKey(route), 'pages', input],
    queryFn: async ({ pageParam, signal }) => {
      const withCursor = pageParam === null ? input : { ...input, cursor: pageParam }
      return (await client.call(route, withCursor, { signal })) as Page<RowOf<R>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    ...(options.liveOn ? { meta: { liveOn: options.liveOn } } : {}),
    ...(options.refetchEvery === undefined ? {} : { refetchInterval: options.refetchEvery }),
  })
}
