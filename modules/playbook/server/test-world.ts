import { addMembers, createCommunity } from '@grove/community/server'
import type { Ctx, ModuleSpec } from '@grove/kernel/server'
import { createMembers } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import type { DefinitionInput } from '../contract/index.ts'
import { playbookWith } from '../domain/smallest-playbook.ts'
import { addVersion } from './edit-playbook.ts'
import { worldModules } from './fixture/world-modules.ts'
import { languageOf } from './language.ts'
import { startRun } from './start-run.ts'
import { insertPlaybook } from './store-playbook.ts'

/** A whole product below the playbooks, for the tests of this module. */
export function openWorld(...more: readonly ModuleSpec[]): Promise<TestApp> {
  return testApp({ modules: [...worldModules, ...more] })
}

export type StepInput = DefinitionInput['steps'][number]

let keys = 0

/** A published playbook with these steps; what a step leaves out is a post at 09:00 on the first day. */
export async function publish(ctx: Ctx, steps: readonly Partial<StepInput>[], rest: Partial<DefinitionInput> = {}): Promise<number> {
  const key = rest.key ?? `test-${++keys}`
  const full = steps.map((step, index) => ({
    id: `step-${index + 1}`,
    title: 'Step',
    when: { day: 1, at: '09:00' },
    do: { kind: 'send', text: 'Hello' },
    ...step,
  }))
  const definition = playbookWith({ key, communityTypes: ['newcomer', 'flash', 'benefit'], ...rest, steps: full }, languageOf(ctx.app))
  return ctx.inTx(async (tx) => {
    const id =
      (await insertPlaybook(tx, { key, title: definition.title, source: 'own', communityTypes: definition.communityTypes, draft: null })) ??
      0
    await addVersion(tx, { id, latestVersion: 0 }, JSON.stringify(definition), definition, '')
    return id
  })
}

export async function openCommunity(ctx: Ctx, name = 'Spring'): Promise<number> {
  const { id } = await createCommunity(ctx, { type: 'newcomer', name })
  await ctx.db.exec(sql`update community set state = 'active' where workspace_id = ${ctx.workspaceId} and id = ${id}`)
  return id
}

export async function joinNew(ctx: Ctx, communityId: number, names: readonly string[]): Promise<number[]> {
  const ids = await createMembers(
    ctx,
    names.map((displayName) => ({ displayName })),
  )
  await addMembers(ctx, { id: communityId, memberIds: ids, role: 'member' })
  return ids
}

export const start = (ctx: Ctx, playbookId: number, communityId: number, startDay = '2026-11-01') =>
  startRun(ctx, { playbookId, communityId, startDay, params: {}, confirm: false })

export interface SeenSend {
  readonly step: string
  readonly memberId: number
  readonly state: string
  readonly variant: string | null
}

export const sendsOf = (ws: TestWorkspace, runId: number) =>
  ws.ctx.db.rows<SeenSend>(sql`
    select s.key as step, d.member_id as "memberId", d.state, d.variant from send d
    join playbook_step s on s.workspace_id = d.workspace_id and s.id = d.step_id
    where d.workspace_id = ${ws.id} and d.source = 1 and d.run_id = ${runId} order by d.id`)
