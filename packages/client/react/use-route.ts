import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useClient } from './provider.tsx'
import { routeKey } from './route-key.ts'

export interface RouteOptions<R extends Route> {
  readonly enabled?: boolean
  /** Ask again every so many milliseconds; a function may stop it (`false`) once the answer is final. */
  readonly refetchEvery?: number | ((data: OutputOf<R> | undefined) => number | false)
  /** Ask again as soon as the workspace had an event of these areas (`task` of `task.done`), where a live line tells so. */
  readonly liveOn?: readonly string[]
  /** Show the former answer while a new input loads. */
  readonly keepPrevious?: boolean
  readonly staleMs?: number
}

/** Reads a route: `const members = useRoute(listMembers, { limit: 20 })` → `{ data, error, isPending, refetch … }`. */
export function useRoute<R extends Route>(route: R, input: CallOf<R>, options: RouteOptions<R> = {}): UseQueryResult<OutputOf<R>, Error> {
  const client = useClient()
  const { refetchEvery } = options
  return useQuery<OutputOf<R>, Error>({
    queryKey: routeKey(route, input),
    queryFn: ({ signal }) => client.call(route, input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.liveOn ? { meta: { liveOn: options.liveOn } } : {}),
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(refetchEvery === undefined
      ? {}
      : { refetchInterval: typeof refetchEvery === 'number' ? refetchEvery : (query) => refetchEvery(query.state.data) }),
  })
}
