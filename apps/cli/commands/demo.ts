import { demoDays } from '@grove/demo/contract'
import { buildDemo, FULL_SIZE } from '@grove/demo/server'
import sql from 'sql-template-tag'
import { type Command, say } from '../command.ts'
import { inProduct } from '../in-product.ts'

/** For the first head of the installation, so that it can be opened right after; for nobody while there is no account. */
export const demo: Command = {
  usage: 'demo [--lang en] [--zone Europe/Berlin] [--days 42]',
  zh: '生成演示空间',
  en: 'make the demo workspace',
  options: { lang: { type: 'string' }, zone: { type: 'string' }, days: { type: 'string' } },
  run: ({ options }) =>
    inProduct(async (system) => {
      const head = await system.db.maybe<{ accountId: number; displayName: string }>(sql`
        /* of all workspaces */ select a.id as "accountId", a.display_name as "displayName" from account a
        join staff s on s.account_id = a.id and s.role = 'head' and s.active order by a.id limit 1`)
      const { data: days } = demoDays.safeParse(Number(options['days'] ?? FULL_SIZE.days))
      if (days === undefined) throw new Error('--days 取 3 到 42 的整数。 --days takes a whole number from 3 to 42.')
      const since = Date.now()
      const ctx = await buildDemo(system, {
        locale: options['lang'] === 'en' ? 'en' : 'zh',
        zone: typeof options['zone'] === 'string' ? options['zone'] : 'Asia/Shanghai',
        size: { ...FULL_SIZE, days },
        ...(head && { head }),
        onDay: (day) => process.stderr.write(`\r${day} / ${days}`),
      })
      process.stderr.write('\n')
      say(`演示空间 ${ctx.workspaceId} 已生成，用时 ${((Date.now() - since) / 1000).toFixed(0)} 秒 · the demo workspace is ready`)
      return 0
    }),
}
