import { type Page, type RowOf, usePages, useRoute } from '@grove/client/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { useMemo, useState } from 'react'
import { useUrlState } from '../router/url-state.ts'
import { useIsPhone } from '../theme/use-is-phone.ts'
import type { ListSpec } from './list-spec.ts'

const pageSizes = [20, 50, 100, 200] as const
/** Where somebody was in a list, kept while the tab is open: “back” from a row returns to the same page. */
const places = new Map<string, readonly string[]>()

export interface ListState<R extends Route> {
  readonly rows: readonly RowOf<R>[] | undefined
  readonly total: Page['total']
  readonly error: unknown
  readonly busy: boolean
  readonly input: CallOf<R>
  readonly filtered: boolean
  readonly sort: string | undefined
  readonly limit: number
  readonly pageSizes: readonly number[]
  readonly pageNumber: number
  readonly hasNext: boolean
  retry(): void
  next(): void
  previous(): void
  setLimit(limit: number): void
  setSort(sort: string | undefined): void
  clear(): void
}

/** Reads the address, asks the server, keeps the place. Desktop turns pages, a phone adds them below. */
export function useList<R extends Route>(spec: ListSpec<R>): ListState<R> {
  const url = useUrlState()
  const phone = useIsPhone()
  const prefix = spec.prefix ?? ''
  const names = (spec.filters ?? []).flatMap((filter) => (filter.kind === 'days' ? [filter.key, filter.to] : [filter.key]))
  const values: Record<string, unknown> = {}
  for (const filter of spec.filters ?? []) {
    const many = filter.kind === 'choice' && filter.many
    const found = many ? url.all(prefix + filter.key) : url.one(prefix + filter.key)
    if (found !== undefined && found.length > 0) values[filter.key] = found
    if (filter.kind === 'days') {
      const to = url.one(prefix + filter.to)
      if (to) values[filter.to] = to
    }
  }
  const filtered = Object.keys(values).length > 0
  const sort = url.one(`${prefix}sort`) ?? spec.defaultSort
  const asked = Number(url.one(`${prefix}limit`))
  const limit = pageSizes.find((size) => size === asked) ?? 50
  const raw = { ...spec.input, ...values, ...(sort ? { sort } : {}), limit }
  const input = (spec.toInput ? { ...spec.toInput(raw), limit } : raw) as CallOf<R>

  const place = `${spec.name} ${JSON.stringify(input)}`
  const [, redraw] = useState(0)
  const cursors = places.get(place) ?? []
  const move = (to: readonly string[]) => {
    places.set(place, to)
    redraw((count) => count + 1)
  }
  const cursor = cursors.at(-1)

  const page = useRoute(spec.route, (cursor === undefined ? input : { ...(input as object), cursor }) as CallOf<R>, {
    enabled: !phone,
    keepPrevious: true,
    ...(spec.refetchEvery === undefined ? {} : { refetchEvery: spec.refetchEvery }),
    ...(spec.liveOn ? { liveOn: spec.liveOn } : {}),
  })
  const pages = usePages(spec.route, input, { enabled: phone, ...(spec.liveOn ? { liveOn: spec.liveOn } : {}) })
  const phoneRows = useMemo(() => pages.data?.pages.flatMap((one) => one.items), [pages.data])
  const one = page.data as Page<RowOf<R>> | undefined

  return {
    rows: phone ? phoneRows : one?.items,
    total: (phone ? pages.data?.pages[0]?.total : one?.total) ?? null,
    error: phone ? pages.error : page.error,
    busy: phone ? pages.isFetching : page.isFetching,
    input,
    filtered,
    sort,
    limit,
    pageSizes,
    pageNumber: cursors.length + 1,
    hasNext: phone ? pages.hasNextPage : (one?.next ?? null) !== null,
    retry: () => void (phone ? pages.refetch() : page.refetch()),
    next: () => {
      if (phone) void pages.fetchNextPage()
      else if (one?.next) move([...cursors, one.next])
    },
    previous: () => move(cursors.slice(0, -1)),
    setLimit: (size) => url.set({ [`${prefix}limit`]: size === 50 ? undefined : String(size) }),
    setSort: (key) => url.set({ [`${prefix}sort`]: key === spec.defaultSort ? undefined : key }),
    clear: () => url.set(Object.fromEntries(names.map((name) => [prefix + name, undefined]))),
  }
}
