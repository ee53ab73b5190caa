import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { randomBytes } from 'node:crypto'
import {
  type CodeDraft,
  type CodeKind,
  codeErrors,
  type checkCode as CheckCode,
  type createCode as CreateCode,
  type endCode as EndCode,
  type saveCode as SaveCode,
} from '../contract/index.ts'
import { type Desk, deskOf } from './accounts.ts'
import { endStored, insertCode, lockCode, type StoredCode, wakeCodes, writeDraft } from './store.ts'

/** Short, opaque, and nobody else's: the platform gives it back with everybody who comes. */
const newState = () => `gc${randomBytes(10).toString('hex')}`

const draftOf = ({ name, source, welcome, tags, direct, duty, rooms }: CodeDraft): CodeDraft => ({
  name,
  source,
  welcome,
  tags: [...new Set(tags)],
  direct,
  duty,
  rooms: { ...rooms, groups: [...new Set(rooms.groups)] },
})

/** @throws code.nobody, code.no_group, code.target_unknown */
async function checkTargets(ctx: Ctx, { account, desk }: Desk, kind: CodeKind, draft: CodeDraft): Promise<void> {
  if (kind === 'group') {
    if (draft.rooms.groups.length === 0) throw codeErrors.no_group()
    const known = new Set((await desk.groups(ctx, account, draft.rooms.groups)).map((one) => one.externalId))
    const unknown = draft.rooms.groups.find((one) => !known.has(one))
    if (unknown !== undefined) throw codeErrors.target_unknown({ name: unknown })
    return
  }
  const wanted = [...draft.duty.people, ...draft.duty.backup, ...draft.duty.shifts.flatMap((shift) => shift.people)]
  if (wanted.length === 0) throw codeErrors.nobody()
  const known = new Set((await desk.people(ctx, account)).map((one) => one.externalId))
  const unknown = wanted.find((one) => !known.has(one))
  if (unknown !== undefined) throw codeErrors.target_unknown({ name: unknown })
}

/** @throws code.account_not_found, code.nobody, code.no_group, code.target_unknown */
export function createCode(ctx: Ctx, input: InputOf<typeof CreateCode>): Promise<{ id: number }> {
  return ctx.inTx(async (tx) => {
    const desk = await deskOf(tx, input.accountId)
    const draft = draftOf(input)
    await checkTargets(tx, desk, input.kind, draft)
    const id = await insertCode(tx, { accountId: input.accountId, kind: input.kind, stateKey: newState(), draft })
    await audit(tx, { verb: 'code.create', target: { kind: 'code', id }, after: { kind: input.kind, ...draft } })
    tx.afterCommit(() => tx.app.signals.wake('codes'))
    return { id }
  })
}

/** @throws code.not_found, code.ended */
async function openCode(ctx: Ctx, id: number): Promise<StoredCode> {
  const code = await lockCode(ctx, id)
  if (!code) throw codeErrors.not_found()
  if (code.state === 'ended') throw codeErrors.ended()
  return code
}

/** @throws code.not_found, code.ended, code.nobody, code.no_group, code.target_unknown */
export function saveCode(ctx: Ctx, input: InputOf<typeof SaveCode>): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const code = await openCode(tx, input.id)
    const draft = draftOf(input)
    await checkTargets(tx, await deskOf(tx, code.accountId), code.kind, draft)
    await writeDraft(tx, code.id, draft)
    await audit(tx, { verb: 'code.update', target: { kind: 'code', id: code.id }, before: code.draft, after: draft })
    tx.afterCommit(() => tx.app.signals.wake('codes'))
    return { ok: true as const }
  })
}

/** @throws code.not_found, code.ended */
export function endCode(ctx: Ctx, input: InputOf<typeof EndCode>): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const code = await openCode(tx, input.id)
    await endStored(tx, code.id)
    await audit(tx, { verb: 'code.end', target: { kind: 'code', id: code.id }, before: { state: code.state }, after: { state: 'ended' } })
    tx.afterCommit(() => tx.app.signals.wake('codes'))
    return { ok: true as const }
  })
}

/** @throws code.not_found, code.ended */
export function checkCode(ctx: Ctx, input: InputOf<typeof CheckCode>): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const code = await openCode(tx, input.id)
    await wakeCodes(tx, [code.id])
    tx.afterCommit(() => tx.app.signals.wake('codes'))
    return { ok: true as const }
  })
}
