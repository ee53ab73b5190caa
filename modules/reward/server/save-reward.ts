import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type addRewardCodes as codesRoute,
  type changeRewardState as stateRoute,
  type createReward as createRoute,
  rewardErrors,
  type saveReward as saveRoute,
} from '../contract/index.ts'
import { readCodes } from '../domain/read-codes.ts'
import { insertCodes, insertReward, lockRewards, setRewardState, updateReward } from './store.ts'

/** @throws reward.key_taken */
export async function createReward(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const id = await insertReward(ctx, input.key, input.kind, input)
    if (id === undefined) throw rewardErrors.key_taken({ key: input.key })
    await audit(ctx, { verb: 'reward.create', target: { kind: 'reward', id }, after: { ...input } })
    return { id }
  })
}

/** @throws reward.not_found reward.below_issued */
export async function saveReward(ctx: Ctx, { id, ...body }: InputOf<typeof saveRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const [before] = await lockRewards(ctx, [id])
    if (!before) throw rewardErrors.not_found()
    const { issued } = before
    if ((body.stock !== null && body.stock < issued) || (body.budget !== null && issued * body.cost > body.budget))
      throw rewardErrors.below_issued({ issued })
    const changed = await updateReward(ctx, id, body)
    await audit(ctx, { verb: 'reward.update', target: { kind: 'reward', id }, before, after: body })
    return { changed }
  })
}

/** @throws reward.not_found */
export async function changeRewardState(ctx: Ctx, { id, to }: InputOf<typeof stateRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const [before] = await lockRewards(ctx, [id])
    if (!before) throw rewardErrors.not_found()
    const changed = await setRewardState(ctx, id, to)
    if (changed)
      await audit(ctx, { verb: 'reward.state', target: { kind: 'reward', id }, before: { state: before.state }, after: { state: to } })
    return { changed }
  })
}

const SHOWN_FAULTS = 100

/** @throws reward.not_found reward.wrong_kind reward.no_codes */
export async function addRewardCodes(ctx: Ctx, { id, text }: InputOf<typeof codesRoute>) {
  return ctx.inTx(async (ctx) => {
    const [reward] = await lockRewards(ctx, [id])
    if (!reward) throw rewardErrors.not_found()
    if (reward.kind !== 'codes') throw rewardErrors.wrong_kind()
    const read = readCodes(text)
    if (read.codes.length === 0 && read.faults.length === 0) throw rewardErrors.no_codes()
    const fresh = await insertCodes(
      ctx,
      id,
      read.codes.map((one) => one.code),
    )
    const known = read.codes.flatMap(({ line, code }) =>
      fresh.has(code) ? [] : [{ line, code: 'known' as const, value: code.slice(0, 40) }],
    )
    const faults = [...read.faults, ...known].toSorted((a, b) => a.line - b.line)
    if (fresh.size)
      await audit(ctx, { verb: 'reward.codes', target: { kind: 'reward', id }, after: { added: fresh.size, faults: faults.length } })
    return { added: fresh.size, faults: faults.slice(0, SHOWN_FAULTS), faultCount: faults.length }
  })
}
