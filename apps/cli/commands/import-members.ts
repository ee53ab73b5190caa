import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { importMembersFromStream } from '@grove/member/server'
import { type Command, say } from '../command.ts'
import { chosenWorkspace, inProduct } from '../in-product.ts'
import { terminalWords } from '../words.ts'

export const importMembers: Command = {
  usage: 'import members FILE [--workspace NAME]',
  zh: '导入成员',
  en: 'import members',
  options: { workspace: { type: 'string' } },
  run: async ({ words: [what, file], options }) => {
    if (what !== 'members' || !file) {
      say('grove import members FILE [--workspace NAME]')
      return 2
    }
    return inProduct(async (system) => {
      const ctx = await chosenWorkspace(system, options['workspace'] as string | undefined)
      const report = await importMembersFromStream(ctx, createReadStream(file), {
        fileName: basename(file),
        onProgress: ({ done, rows }) => process.stderr.write(`\r${done} / ${rows}`),
      })
      process.stderr.write('\n')
      say(
        `新增 ${report.created} · 更新 ${report.updated} · 未变 ${report.unchanged} · 出错 ${report.failed} (created, updated, unchanged, failed)`,
      )
      const t = await terminalWords()
      for (const { line, column, code } of report.errors) {
        const reason = t(`member.import.fault.${code}`)
        say(`${file}:${line} ${column ? t('member.import.fault.in', { column, reason }) : reason}`)
      }
      return report.failed ? 1 : 0
    })
  },
}
