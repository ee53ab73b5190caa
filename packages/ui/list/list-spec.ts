import type { RowOf } from '@grove/client/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import type { ReactNode } from 'react'
import type { Ask } from '../feedback/confirm.tsx'

export interface Column<T> {
  /** Also the name the server sorts by, where `sort` is set. */
  readonly key: string
  /** Text in the reader's language. */
  readonly title: string
  readonly render: (row: T) => ReactNode
  readonly sort?: boolean
  readonly width?: number
  readonly align?: 'left' | 'right'
  /** Off until somebody chooses it. */
  readonly hidden?: boolean
  /** Place on a phone's card; a labelled line unless told. */
  readonly phone?: 'title' | 'state' | 'line' | 'hide'
}

interface FilterBase {
  /** Name in the address and in the route's input. */
  readonly key: string
  readonly label: string
}
export type Filter =
  | (FilterBase & { readonly kind: 'text' })
  | (FilterBase & {
      readonly kind: 'choice'
      readonly options: readonly Choice[]
      readonly many?: boolean
      readonly loading?: boolean
      /** There are more than stand here: they are looked for by what is typed. */
      readonly onSearch?: (text: string) => void
    })
  /** Two local days under `key` and `to`. */
  | (FilterBase & { readonly kind: 'days'; readonly to: string })
export interface Choice {
  readonly value: string
  readonly label: string
}

export type RowKey = string | number

/** What a bulk action works on: rows ticked one by one, or everything the filters match. */
export type Selection<R extends Route> =
  | { readonly kind: 'rows'; readonly keys: readonly RowKey[]; readonly count: number }
  | { readonly kind: 'all'; readonly input: CallOf<R>; readonly count: number }

export interface BulkAction<R extends Route> {
  readonly key: string
  readonly label: string
  readonly danger?: boolean
  readonly confirm?: (count: number) => Ask
  /** May also run on “everything the filters match”. */
  readonly onAll?: boolean
  /** Answers what to say when done (“已给 32 人打标签”). May open a form first; answer undefined to keep the selection. */
  readonly run: (selection: Selection<R>) => Promise<string | undefined>
}

export interface ListSpec<R extends Route> {
  /** Name under which the choice of columns is remembered. */
  readonly name: string
  /** A GET route with `pageInput` and `pageOf`. */
  readonly route: R
  /** Input that is always sent (`{ communityId }`). */
  readonly input?: Partial<CallOf<R>>
  readonly columns: readonly Column<RowOf<R>>[]
  readonly rowKey: (row: RowOf<R>) => RowKey
  readonly filters?: readonly Filter[]
  /** Sent as `sort`: a column's key, `-` before it for descending. */
  readonly defaultSort?: string
  /** Last word on the input, where names differ from those in the address. */
  readonly toInput?: (values: Readonly<Record<string, unknown>>) => CallOf<R>
  /** Address of the row's own page. Asked while the list is drawn, so it does nothing; what opens beside the list is a button in the row. */
  readonly onOpen?: (row: RowOf<R>) => string | undefined
  readonly bulk?: readonly BulkAction<R>[]
  readonly onExport?: ((input: CallOf<R>) => void) | undefined
  readonly exporting?: boolean
  /** Nothing there at all (no filter set): what it is for and the first step. */
  readonly empty: { readonly title: string; readonly hint?: ReactNode; readonly action?: ReactNode }
  /** Before the address parameters, where two lists share a page. */
  readonly prefix?: string
  /** Ask again every so many milliseconds. */
  readonly refetchEvery?: number
  /** Ask again when the workspace had an event of these areas. */
  readonly liveOn?: readonly string[]
  /** Buttons at the right end of the filter bar. */
  readonly tools?: ReactNode | ((state: { readonly columns: readonly string[] }) => ReactNode)
}
