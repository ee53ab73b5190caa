import { createTranslator } from '@grove/i18n'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { BYTE_ORDER_MARK, bytesOf, csvLine } from '@grove/member/server'
import type { exportIssues as exportRoute } from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { readIssues } from './read.ts'
import { openAddress } from './address.ts'

const PAGE = 1000
const COLUMNS = ['issue', 'reward', 'member', 'why', 'state', 'name', 'phone', 'address', 'carrier', 'tracking', 'issued_at'] as const

/** Who gets what and where it goes, read page by page. */
export async function exportIssues(ctx: Ctx, input: InputOf<typeof exportRoute>): Promise<Response> {
  await audit(ctx, { verb: 'reward.export', target: { kind: 'reward_issue', id: 0 }, after: { ...input } })
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const lines = async function* () {
    yield BYTE_ORDER_MARK + csvLine(COLUMNS.map((column) => t(`reward.export.${column}`)))
    let before: number | undefined
    let more = true
    while (more) {
      const rows = await readIssues(ctx, input, before, PAGE)
      yield rows
        .map((row) => {
          const to = openAddress(ctx, row.sealed)
          const state = t(`reward.issue_state.${row.state}`)
          return csvLine([
            row.id,
            row.reward,
            row.memberName,
            row.why,
            state,
            to?.name ?? null,
            to?.phone ?? null,
            to?.address ?? null,
            row.carrier,
            row.tracking,
            new Date(row.issuedAt).toISOString(),
          ])
        })
        .join('')
      before = rows.at(-1)?.id
      more = rows.length === PAGE
    }
  }
  return new Response(bytesOf(lines()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rewards.csv"',
      'cache-control': 'no-store',
    },
  })
}
