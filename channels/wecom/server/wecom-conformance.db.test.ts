import { channelConformance } from '@grove/channel-kit/conformance'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { task } from '@grove/task/server'
import { testApp } from '@grove/testkit'
import { smallPlatform } from '../fixture/small-platform.ts'
import { wecom, wecomChannel } from './index.ts'
import { massesOf, targetsOf } from './mass-store.ts'

channelConformance('wecom', async () => {
  const t = await testApp({ modules: [identity, member, content, community, task, conversation, wecom] })
  const ws = await t.workspace()
  const platform = await smallPlatform(() => t.clock.now())
  platform.addGroup('wrA', 'zhangsan')
  platform.addCustomer('wmA', 'lisi')
  const group = { communityId: 1, group: { name: '露营群', externalId: 'wrA' }, member: null }
  return {
    channel: wecomChannel,
    ctx: ws.ctx,
    account: { id: 1, name: '企业', settings: platform.settings },
    group,
    member: { ...group, member: { id: 1, name: '小林', externalId: 'wmA' } },
    gone: { communityId: 2, group: { name: '散了的群', externalId: 'wrGone' }, member: null },
    // A touch arrived when the platform has its task, with the touch's target in it, exactly once for each task of it.
    arrived: async (touch) => {
      const [target] = await targetsOf(ws.ctx, [touch])
      const [mass] = target ? await massesOf(ws.ctx, [target.massId]) : []
      return platform.tasks.filter((one) => one.msgid === mass?.msgid && one.targets.includes(target?.target ?? '')).length
    },
    close: async () => {
      await platform.close()
      await t.close()
    },
  }
})
