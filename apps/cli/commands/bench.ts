import { dataSizes, fillData } from '@grove/bench/full-size'
import { databasePort } from '@grove/db'
import { foundWorkspace } from '@grove/identity/server'
import sql from 'sql-template-tag'
import { type Command, type CommandInput, say } from '../command.ts'
import { inProduct } from '../in-product.ts'

const SIZES = ['members', 'tags', 'events', 'communities', 'seed'] as const

/** A workspace of its own, for the first head of the installation. */
export const bench: Command = {
  usage: 'bench data [--members 1000000] [--tags N] [--events N] [--seed 1]',
  zh: '生成压测数据：新建一个空间，百万成员、千万标签、两千万事件',
  en: 'make a workspace as large as the speed promises',
  options: Object.fromEntries(SIZES.map((name) => [name, { type: 'string' as const }])),
  run: async ({ words: [what], options }) => {
    if (what !== 'data') {
      say('grove bench data [--members N] [--tags N] [--events N] [--communities N] [--seed N]')
      return 2
    }
    const sizes = sizesOf(options)
    return inProduct(async (system) => {
      const head = await system.db.maybe<{ accountId: number; displayName: string }>(sql`
        /* of all workspaces */ select a.id as "accountId", a.display_name as "displayName" from account a
        join staff s on s.account_id = a.id and s.role = 'head' and s.active order by a.id limit 1`)
      const name = `压测 ${sizes.members.toLocaleString('en-US')}`
      const ctx = await foundWorkspace(system, { name, zone: 'Asia/Shanghai', locale: 'zh', ...(head && { head }) })
      await fillData(system.app.use(databasePort).pool, {
        workspaceId: ctx.workspaceId,
        now: system.clock.now(),
        sizes,
        readers: system.app.registry.readers.map((reader) => reader.name),
        say: (text) => process.stderr.write(`${text}\n`),
      })
      say(`空间 ${ctx.workspaceId}「${name}」已生成 · workspace ${ctx.workspaceId} is ready`)
      return 0
    })
  },
}

function sizesOf(options: CommandInput['options']) {
  return dataSizes(Object.fromEntries(SIZES.flatMap((name) => (options[name] === undefined ? [] : [[name, Number(options[name])]]))))
}
