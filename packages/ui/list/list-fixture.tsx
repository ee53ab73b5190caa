import { pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { refuse } from '../testing/index.ts'
import { ListPage } from './list-page.tsx'
import type { BulkAction } from './list-spec.ts'

/** A list of 120 invented trees behind a keyset-paged route. */
export const listTrees = route({
  method: 'GET',
  path: '/api/trees',
  summary: '',
  access: 'public',
  input: pageInput.extend({ q: z.string().optional(), kind: z.array(z.string()).optional(), sort: z.string().optional() }),
  output: pageOf(z.object({ id: z.number(), name: z.string(), height: z.number() })),
})

interface Asked {
  readonly cursor?: string
  readonly limit: number
  readonly q?: string
}

export function answerTrees({ cursor, limit, q }: Asked) {
  if (q === 'boom') refuse('kernel.database_unavailable', 503)
  if (q === 'nothing') return { items: [], next: null, total: { count: 0, exact: true } }
  const from = Number(cursor ?? 0)
  const items = Array.from({ length: Math.min(limit, 120 - from) }, (_, at) => ({
    id: from + at + 1,
    name: `T${from + at + 1}`,
    height: at,
  }))
  return { items, next: from + limit < 120 ? String(from + limit) : null, total: { count: 120_000, exact: false } }
}

export function TreeList({
  bulk = [],
  words,
}: {
  bulk?: readonly BulkAction<typeof listTrees>[]
  words: { trees: string; name: string; plant: string }
}) {
  return (
    <ListPage
      name="trees"
      title={words.trees}
      route={listTrees}
      rowKey={(row) => row.id}
      onOpen={(row) => `/trees/${row.id}`}
      defaultSort="name"
      filters={[
        { kind: 'text', key: 'q', label: words.name },
        { kind: 'choice', key: 'kind', label: 'K', many: true, options: [{ value: 'oak', label: 'O' }] },
      ]}
      columns={[
        { key: 'name', title: words.name, sort: true, render: (row) => row.name },
        { key: 'height', title: 'm', sort: true, render: (row) => row.height },
      ]}
      bulk={bulk}
      empty={{ title: words.plant }}
    />
  )
}
