import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../language.ts'
import { useLoad } from '../use-load.ts'
import { Button } from './button.tsx'
import { ProblemLine } from './problem.tsx'
import { Waiting } from './state.tsx'

export type RowOf<R extends Route> = OutputOf<R> extends { items: readonly (infer T)[] } ? T : never

interface PagesProps<R extends Route> {
  /** A GET route with `pageInput` and `pageOf`; the items have an `id`. */
  readonly route: R
  readonly input: CallOf<R>
  /** Every page that is open is read again when this is another. */
  readonly fresh?: unknown
  readonly empty?: ReactNode
  /** Above the rows, where there are any. */
  readonly lead?: ReactNode
  readonly children: (item: RowOf<R>) => ReactNode
}

/** Pages below each other; one more by a button. Each begins where the one before ends, also when that has moved. */
export function Pages<R extends Route>(props: PagesProps<R>) {
  const [open, setOpen] = useState(1)
  return <OnePage {...props} open={open} onMore={() => setOpen(open + 1)} />
}

interface OnePageProps<R extends Route> extends PagesProps<R> {
  readonly cursor?: string
  readonly open: number
  readonly onMore: () => void
}

function OnePage<R extends Route>({ cursor, ...props }: OnePageProps<R>) {
  const { route, input, fresh, empty, lead, children, open, onMore } = props
  const { t } = useWords()
  const { data, problem, reload } = useLoad(route, (cursor ? { ...input, cursor } : input) as CallOf<R>)
  const seen = useRef(fresh)
  useEffect(() => {
    if (seen.current !== fresh) reload()
    seen.current = fresh
  }, [fresh, reload])
  if (!data)
    return problem ? (
      <>
        <ProblemLine problem={problem} />
        <Button wide onPress={reload}>
          {t('h5.retry')}
        </Button>
      </>
    ) : (
      <Waiting />
    )
  const { items, next } = data as unknown as {
    readonly items: readonly (RowOf<R> & { readonly id: number })[]
    readonly next: string | null
  }
  return (
    <>
      {!cursor && (items.length === 0 ? empty : lead)}
      {items.map((item) => (
        <Fragment key={item.id}>{children(item)}</Fragment>
      ))}
      {next &&
        (open > 1 ? (
          <OnePage {...props} open={open - 1} cursor={next} />
        ) : (
          <Button wide onPress={onMore}>
            {t('h5.more')}
          </Button>
        ))}
    </>
  )
}
