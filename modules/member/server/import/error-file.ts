import { createTranslator, type Translator } from '@grove/i18n'
import type { Ctx } from '@grove/kernel/server'
import { audit } from '@grove/kernel/server'
import { memberErrors } from '../../contract/index.ts'
import { withFormula } from '../../domain/csv-cell.ts'
import { isReasonColumn } from '../../domain/guess-columns.ts'
import en from '../../locales/en.json' with { type: 'json' }
import zh from '../../locales/zh.json' with { type: 'json' }
import { tableResponse } from '../table-response.ts'
import type { Reject } from './rejects.ts'
import { findImport, readRejects } from './store.ts'

/**
 * Rows that were not taken, in the format of the upload: why, then the columns as they came. Mended and sent again, the first column is
 * passed over. @throws member.import_not_found
 */
export async function importErrors(ctx: Ctx, input: { readonly id: number }): Promise<Response> {
  const record = await findImport(ctx, input.id)
  if (!record) throw memberErrors.import_not_found()
  await audit(ctx, { verb: 'member.import_errors', target: { kind: 'member_import', id: record.id }, after: { rows: record.failed } })
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  // A mended file that has errors again carries one column of reasons, not two.
  const former = record.headings.findIndex(isReasonColumn)
  const own = (cells: readonly string[]) => (former < 0 ? cells : cells.filter((_, at) => at !== former))
  const batches = async function* () {
    yield [[t('member.import.reason_column'), ...own(record.headings)]]
    let position = -1
    for (;;) {
      const page = await readRejects(ctx, record.id, position)
      if (!page) return
      position = page.position
      yield page.rejects.map((reject) => [reasonOf(t, reject), ...own(reject.cells).map(withFormula)])
    }
  }
  const name = record.fileName.replace(/\.\w{1,5}$/, '').slice(0, 80)
  return tableResponse(record.format, `${name}-${t('member.import.errors_name')}`, batches())
}

function reasonOf(t: Translator, reject: Reject): string {
  return reject.why
    .map(({ code, column, value }) => {
      const reason = t(`member.import.fault.${code}`)
      if (code === 'twice_in_file' || code === 'two_members') return `${reason}${t('member.import.fault.about', { value })}`
      return column ? t('member.import.fault.in', { column, reason }) : reason
    })
    .join(t('member.import.fault.and'))
}
