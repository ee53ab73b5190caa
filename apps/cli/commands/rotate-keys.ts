import type { WorkspaceId } from '@grove/kernel/contract'
import { changeKeys } from '@grove/member/server'
import { changeAddressKeys } from '@grove/reward/server'
import sql from 'sql-template-tag'
import { type Command, say } from '../command.ts'
import { inProduct } from '../in-product.ts'

/** Started with the new GROVE_KEY and the old one in GROVE_KEY_OLD; may be stopped and run again. */
export const rotateKeys: Command = {
  usage: 'rotate-keys',
  zh: '用新密钥重新加密手机号、邮箱和收货地址',
  en: 'seal phones, e-mails and addresses with the new key',
  run: () =>
    inProduct(async (system) => {
      const all = await system.db.rows<{ id: WorkspaceId; name: string }>(sql`select id, name from workspace order by id`)
      for (const { id, name } of all) {
        const ctx = await system.enter(id)
        const { members, identities } = await changeKeys(ctx)
        const addresses = await changeAddressKeys(ctx)
        say(`${name}: ${members} 个成员，${identities} 个身份，${addresses} 个地址 · members, identities, addresses`)
      }
      say('完成，GROVE_KEY_OLD 中的旧密钥可以删除了。 Done: the old key may leave GROVE_KEY_OLD.')
      return 0
    }),
}
