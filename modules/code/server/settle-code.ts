import type { WantedCode } from '@grove/channel-kit/contract'
import { dayOf } from '@grove/calendar'
import { CodeFault } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { dutyNow, nextDutyChange } from '../domain/duty.ts'
import { driftOf } from '../domain/drift.ts'
import { roomsNow } from '../domain/rooms.ts'
import type { Desk } from './accounts.ts'
import { addGroups, joinsOn, type Look, type StoredCode, writeLook, writeName } from './store.ts'
import { tellTrouble } from './tell-trouble.ts'

/** So often a code is compared with the platform, whether anything changed here or not. */
const EVERY_MS = 3_600_000

interface Want {
  readonly code: WantedCode
  readonly seats: number | null
  readonly nobody: boolean
  readonly nextAt: Date
}

/** What a code should be at this moment. */
async function wantOf(ctx: Ctx, { account, desk }: Desk, code: StoredCode): Promise<Want> {
  const now = ctx.clock.now()
  const { draft } = code
  const shared = { kind: code.kind, state: code.stateKey, remark: draft.name }
  if (code.kind === 'group') {
    const known = new Map((await desk.groups(ctx, account, draft.rooms.groups)).map((one) => [one.externalId, one]))
    const rooms = roomsNow(
      draft.rooms.groups.flatMap((id) => known.get(id) ?? []),
      { fullAt: desk.fullAt, most: desk.most.group },
    )
    return {
      code: { ...shared, targets: rooms.targets, open: draft.rooms.autoCreate, baseName: draft.rooms.baseName || draft.name },
      seats: rooms.seats,
      nobody: rooms.targets.length === 0,
      nextAt: new Date(now.getTime() + EVERY_MS),
    }
  }
  const known = new Set((await desk.people(ctx, account)).map((one) => one.externalId))
  const today = await joinsOn(ctx, code.id, dayOf(now.getTime(), ctx.zone))
  const duty = dutyNow({ plan: draft.duty, now: now.getTime(), zone: ctx.zone, known, today, most: desk.most.person })
  const change = nextDutyChange(draft.duty, now.getTime(), ctx.zone)
  return {
    code: { ...shared, targets: [...duty.people].sort(), open: draft.direct, baseName: '' },
    seats: null,
    nobody: duty.by === 'nobody',
    nextAt: new Date(Math.min(change, now.getTime() + EVERY_MS)),
  }
}

/** One look at one code: what it should be, what the platform has; made, changed or taken away. Outside any transaction. */
export async function settleCode(ctx: Ctx, desk: Desk | undefined, code: StoredCode): Promise<void> {
  const now = ctx.clock.now()
  const nothing: Look = {
    told: null,
    pictureUrl: null,
    drift: [],
    seats: null,
    fault: null,
    dueAt: new Date(now.getTime() + EVERY_MS),
    checked: false,
    gone: false,
  }
  if (!desk) return writeLook(ctx, code, { ...nothing, fault: 'account' })
  const { account } = desk
  try {
    if (code.state === 'ended') {
      if (code.platformName !== null) await desk.desk.end(ctx, account, code.kind, code.platformName)
      return await writeLook(ctx, code, { ...nothing, gone: true })
    }
    const want = await wantOf(ctx, desk, code)
    await tellTrouble(ctx, code, { seats: want.seats, nobody: want.nobody, names: want.code.targets })
    if (want.nobody) return await writeLook(ctx, code, { ...nothing, seats: want.seats, fault: 'nobody' })
    const look = code.platformName === null ? await make(ctx, desk, code, want) : await compare(ctx, desk, code, code.platformName, want)
    return await writeLook(ctx, code, { ...nothing, ...look, seats: want.seats, checked: true, dueAt: look.dueAt ?? want.nextAt })
  } catch (error) {
    if (!(error instanceof CodeFault)) throw error
    return writeLook(ctx, code, { ...nothing, fault: error.said, dueAt: new Date(now.getTime() + error.afterSeconds * 1000) })
  }
}

async function make(ctx: Ctx, { account, desk }: Desk, code: StoredCode, want: Want): Promise<Partial<Look>> {
  const name = await desk.make(ctx, account, want.code, { since: code.createdAt, again: code.attempts > 1 })
  await writeName(ctx, code.id, name, want.code)
  const seen = await desk.see(ctx, account, code.kind, name)
  return { told: want.code, pictureUrl: seen?.pictureUrl ?? null }
}

async function compare(ctx: Ctx, { account, desk }: Desk, code: StoredCode, name: string, want: Want): Promise<Partial<Look>> {
  const seen = await desk.see(ctx, account, code.kind, name)
  // Somebody took it away on the platform: another is made at once, with another picture.
  if (seen === null) return { drift: ['gone'], gone: true, dueAt: ctx.clock.now() }
  const told = code.told ?? want.code
  const added = code.kind === 'group' && told.open ? seen.targets.filter((id) => !code.draft.rooms.groups.includes(id)) : []
  if (added.length > 0) {
    // The platform made a group because all were full; the copy will know its size in a moment.
    await addGroups(ctx, code.id, added)
    return { told: { ...told, targets: seen.targets }, pictureUrl: seen.pictureUrl, dueAt: new Date(ctx.clock.now().getTime() + 60_000) }
  }
  const drift = driftOf(told, seen)
  if (driftOf(want.code, seen).length > 0) await desk.change(ctx, account, name, want.code)
  return { told: want.code, pictureUrl: seen.pictureUrl, drift }
}
