import { GroveError } from '@grove/kernel/contract'
import sql from 'sql-template-tag'
import { expect, it } from 'vitest'
import { createPlaybook } from './create-playbook.ts'
import { publishPlaybook, saveDraft } from './edit-playbook.ts'
import { openCommunity, openWorld, start } from './test-world.ts'

const WRONG = `grove: 1
key: wrong
title: Wrong
communityTypes: [newcomers]
steps:
  - id: a
    title: A
    when: { day: 0, at: '9:00' }
    do: { kind: sendd, text: hi }
`
const PLACES = [
  { line: 4, path: ['communityTypes', 0], hint: 'newcomer' },
  { line: 8, path: ['steps', 0, 'when', 'day'] },
  { line: 8, path: ['steps', 0, 'when', 'at'], hint: '"09:00"' },
  { line: 9, path: ['steps', 0, 'do', 'kind'], hint: 'send' },
]

it('a wrong playbook is refused with every mistake, its place and what to write instead; nothing is made, published or started', async () => {
  const t = await openWorld()
  try {
    const { ctx, id: workspaceId } = await t.workspace()
    const counts = () =>
      ctx.db.one(sql`
        select (select count(*)::int from playbook where workspace_id = ${workspaceId} and source = 'own') as books,
          (select count(*)::int from playbook_version v join playbook p on p.workspace_id = v.workspace_id and p.id = v.playbook_id
            where v.workspace_id = ${workspaceId} and p.source = 'own') as versions,
          (select count(*)::int from playbook_run where workspace_id = ${workspaceId}) as runs,
          (select count(*)::int from send where workspace_id = ${workspaceId}) as sends`)
    const refused = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => undefined,
        (failure: unknown) => failure,
      )
      expect(error).toBeInstanceOf(GroveError)
      expect(error).toMatchObject({ code: 'playbook.invalid', data: { problems: PLACES } })
    }
    await refused(createPlaybook(ctx, { text: WRONG }))
    expect(await counts()).toEqual({ books: 0, versions: 0, runs: 0, sends: 0 })

    const { id } = await createPlaybook(ctx, { key: 'fresh' })
    expect(await saveDraft(ctx, { id, text: WRONG })).toMatchObject({ problems: PLACES })
    await refused(publishPlaybook(ctx, { id, note: '' }))
    await expect(start(ctx, id, await openCommunity(ctx))).rejects.toMatchObject({ code: 'playbook.never_published' })
    expect(await counts()).toEqual({ books: 1, versions: 0, runs: 0, sends: 0 })
  } finally {
    await t.close()
  }
})
