import { listAudit } from '@grove/identity/server'
import { audit } from '@grove/kernel/server'
import { expect, it } from 'vitest'
import { joinNew, openCommunity, openWorld, publish, start } from './test-world.ts'

it('the audit trail calls things by their names of today, and by nothing where they are gone or have no number', async () => {
  const t = await openWorld()
  try {
    const ws = await t.workspace()
    const head = await ws.as('head')
    const community = await openCommunity(head, '春天')
    const [member = 0] = await joinNew(head, community, ['小林'])
    const playbook = await publish(head, [{}], { title: { zh: '晨读', en: 'Morning' } })
    const run = await start(head, playbook, community)
    const targets = [
      { kind: 'community', id: community },
      { kind: 'member', id: member },
      { kind: 'playbook', id: playbook },
      { kind: 'run', id: run.id },
      { kind: 'community', id: 999_999 },
      { kind: 'word_list', id: 'one' },
      { kind: 'community', id: 'community:1' },
    ]
    await head.inTx((tx) =>
      audit(
        tx,
        targets.map((target) => ({ verb: 'test.named', target })),
      ),
    )
    const { items } = await listAudit(head, { verb: 'test.named', limit: 50 })
    expect(items.map((row) => row.target.name).toReversed()).toEqual(['春天', '小林', '晨读', '晨读 · 春天', null, null, null])
  } finally {
    await t.close()
  }
})
