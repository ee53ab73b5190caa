import { type RowOf, usePages } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { Button } from 'antd'
import { type ComponentProps, Fragment, type ReactNode } from 'react'
import { EmptyState } from '../feedback/empty-state.tsx'
import { Loaded } from '../feedback/loaded.tsx'
import type { RowKey } from './list-spec.ts'

interface CardListProps<R extends Route> {
  /** A GET route with `pageInput` and `pageOf`. */
  readonly route: R
  readonly input: CallOf<R>
  readonly rowKey: (row: RowOf<R>) => RowKey
  readonly empty: Pick<ComponentProps<typeof EmptyState>, 'title' | 'hint'>
  readonly refetchEvery?: number
  /** Areas of the live line whose news ask again. */
  readonly liveOn?: readonly string[]
  readonly children: (row: RowOf<R>) => ReactNode
}

/** Rows that are worked on where they stand, one below the other; more of them by a button. */
export function CardList<R extends Route>({ route, input, rowKey, empty, refetchEvery, liveOn, children }: CardListProps<R>) {
  const t = useT()
  const pages = usePages(route, input, { ...(refetchEvery === undefined ? {} : { refetchEvery }), ...(liveOn ? { liveOn } : {}) })
  return (
    <Loaded of={pages}>
      {(data) => {
        const rows = data.pages.flatMap((page) => page.items)
        if (rows.length === 0) return <EmptyState {...empty} />
        return (
          <>
            {rows.map((row) => (
              <Fragment key={rowKey(row)}>{children(row)}</Fragment>
            ))}
            {pages.hasNextPage ? (
              <Button block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('ui.more')}
              </Button>
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}
