import { assignRightfulOwners } from '@grove/community/server'
import { linkStaffBehind, staffBehind, unlinkStaffBehind } from '@grove/conversation/server'
import { requireGrantableRole } from '@grove/identity/server'
import type { InputOf, Role } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type linkStaff as LinkStaff, type matchStaff as MatchStaff, syncErrors } from '../contract/index.ts'
import { accountOf, type Synced } from './account-of.ts'
import { communitiesOf } from './read-sync.ts'

const MOST = 5000

/**
 * Says who somebody of the platform's company is here. They may sign in as that person, so nobody ties anybody to more rights than they hold themselves.
 * @throws sync.account_not_found sync.person_not_found sync.staff_not_found identity.head_only identity.right_not_held
 */
export function linkStaff(ctx: Ctx, input: InputOf<typeof LinkStaff>): Promise<{ linked: boolean }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    const before = (await staffBehind(tx, account.id, [input.externalId])).get(input.externalId)
    const target = { kind: 'channel_account', id: account.id }
    if (input.staffId === null) {
      await unlinkStaffBehind(tx, account.id, [input.externalId])
      if (before) await audit(tx, { verb: 'sync.unlink', target, before: { externalId: input.externalId, staffId: before.staffId } })
      return { linked: false }
    }
    const people = await sync.staff(tx, account, { after: '', limit: MOST })
    if (!people.some((one) => one.externalId === input.externalId && !one.gone)) throw syncErrors.person_not_found()
    const staff = await tx.db.maybe<{ id: number; role: Role }>(sql`
      select s.id, s.role from staff s where s.workspace_id = ${tx.workspaceId} and s.id = ${input.staffId} and s.active`)
    if (!staff) throw syncErrors.staff_not_found()
    await requireGrantableRole(tx, staff.role)
    await linkStaffBehind(tx, account.id, [{ externalId: input.externalId, staffId: staff.id }])
    await ownTheirs(tx, { account, sync }, [{ externalId: input.externalId, staffId: staff.id }])
    await audit(tx, {
      verb: 'sync.link',
      target,
      before: { externalId: input.externalId, staffId: before?.staffId ?? null },
      after: { externalId: input.externalId, staffId: staff.id },
    })
    return { linked: true }
  })
}

/** Ties everybody whose name exactly one of our staff bears. @throws sync.account_not_found identity.head_only identity.right_not_held */
export function matchStaff(ctx: Ctx, input: InputOf<typeof MatchStaff>): Promise<{ linked: number }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    const people = (await sync.staff(tx, account, { after: '', limit: MOST })).filter((one) => !one.gone && one.name !== '')
    const linked = await staffBehind(tx, account.id, null)
    const taken = new Set([...linked.values()].map((one) => one.staffId))
    const staff = await tx.db.rows<{ id: number; name: string; role: Role }>(sql`
      select s.id, s.display_name as name, s.role from staff s
      where s.workspace_id = ${tx.workspaceId} and s.active and not s.ambience order by s.id limit ${MOST}`)
    const free = staff.filter((one) => !taken.has(one.id))
    const links = people.flatMap((person) => {
      if (linked.has(person.externalId)) return []
      const [only, ...rest] = free.filter((one) => one.name === person.name)
      const alone = people.filter((one) => one.name === person.name).length === 1
      return only && rest.length === 0 && alone ? [{ externalId: person.externalId, staffId: only.id, role: only.role }] : []
    })
    if (links.length === 0) return { linked: 0 }
    for (const role of new Set(links.map((one) => one.role))) await requireGrantableRole(tx, role)
    await linkStaffBehind(tx, account.id, links)
    await ownTheirs(tx, { account, sync }, links)
    await audit(tx, {
      verb: 'sync.match',
      target: { kind: 'channel_account', id: account.id },
      after: { links: links.map(({ externalId, staffId }) => ({ externalId, staffId })) },
    })
    return { linked: links.length }
  })
}

/** Communities adopted before anybody knew who owns their groups become theirs. */
async function ownTheirs(ctx: Ctx, { account, sync }: Synced, links: readonly { externalId: string; staffId: number }[]): Promise<void> {
  const staffOf = new Map(links.map((one) => [one.externalId, one.staffId]))
  const groups = await sync.groups(ctx, account, { owners: [...staffOf.keys()], alive: true }, { after: '', limit: MOST })
  const tied = await communitiesOf(
    ctx,
    account.id,
    groups.map((one) => one.externalId),
  )
  await assignRightfulOwners(
    ctx,
    groups.flatMap((group) => {
      const [community, staffId] = [tied.get(group.externalId), staffOf.get(group.ownerId)]
      return community && staffId !== undefined ? [{ communityId: community.id, staffId }] : []
    }),
  )
}
