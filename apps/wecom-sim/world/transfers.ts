import { keepOldView, newMember, tellGroup, versionOf } from './groups.ts'
import { dropFollow, employeeOf, followOf, keyOf, newFollow, writeFollow } from './people.ts'
import type { Platform } from './platform.ts'
import { Refused } from './refused.ts'
import type { Group, Transfer } from './world.ts'

const DAY_MS = 86_400_000

/** Handovers of a customer or group within 90 days. */
export const handoversOf = (platform: Platform, id: string): number =>
  (platform.world.handovers.get(id) ?? []).filter((at) => platform.now() - at < 90 * DAY_MS).length

export const countHandover = (platform: Platform, id: string): void => {
  platform.world.handovers.set(id, [...(platform.world.handovers.get(id) ?? []), platform.now()])
}

const transferKey = (from: string, to: string, customerId: string) => `${keyOf(from)}|${keyOf(to)}|${customerId}`

export function startTransfer(platform: Platform, from: string, to: string, customerId: string, resigned: boolean): void {
  const key = transferKey(from, to, customerId)
  platform.world.transfers.delete(key)
  platform.world.transfers.set(key, { key, from, to, customerId, resigned, status: 2, startedAt: platform.now(), endedAt: 0 })
}

/** A day without a refusal is a yes. Called before anything looks at the world. */
export function settleTransfers(platform: Platform): void {
  for (const transfer of platform.world.transfers.values())
    if (transfer.status === 2 && platform.now() - transfer.startedAt >= DAY_MS) finishTransfer(platform, transfer)
}

export function finishTransfer(platform: Platform, transfer: Transfer): void {
  const { world } = platform
  const old = followOf(world, transfer.from, transfer.customerId)
  const taker = employeeOf(world, transfer.to)
  if ((world.follows.get(keyOf(taker.userid))?.size ?? 0) >= world.corp.customersPerEmployee) {
    end(platform, transfer, 4)
    fail(platform, transfer, 'customer_limit_exceed')
    return
  }
  end(platform, transfer, 1)
  countHandover(platform, transfer.customerId)
  if (old) {
    dropFollow(world, transfer.from, transfer.customerId)
    platform.tell({
      event: 'change_external_contact',
      changeType: 'del_external_contact',
      fields: { UserID: transfer.from, ExternalUserID: transfer.customerId, Source: 'DELETE_BY_TRANSFER' },
      userids: [transfer.from],
    })
  }
  if (!followOf(world, taker.userid, transfer.customerId)) {
    const kept = old ?? newFollow(taker.userid, transfer.customerId, platform.now(), 202)
    writeFollow(world, { ...kept, userid: taker.userid, createdAt: platform.now(), addWay: 202, operator: taker.userid })
    platform.tell({
      event: 'change_external_contact',
      changeType: 'add_external_contact',
      fields: { UserID: taker.userid, ExternalUserID: transfer.customerId, State: kept.state || undefined },
      userids: [taker.userid],
    })
  }
}

export function refuseTransfer(platform: Platform, transfer: Transfer): void {
  end(platform, transfer, 3)
  fail(platform, transfer, 'customer_refused')
}

function end(platform: Platform, transfer: Transfer, status: Transfer['status']): void {
  transfer.status = status
  transfer.endedAt = platform.now()
}

function fail(platform: Platform, transfer: Transfer, reason: string): void {
  platform.tell({
    event: 'change_external_contact',
    changeType: 'transfer_fail',
    fields: { FailReason: reason, UserID: transfer.to, ExternalUserID: transfer.customerId },
    userids: [transfer.to],
  })
}

/** A group gets another owner; it tells people unless the change came through the API. */
export function changeOwner(platform: Platform, group: Group, owner: string, tells: boolean): void {
  if (keyOf(group.owner) === keyOf(owner)) throw new Refused('already_in_group', owner)
  keepOldView(platform, group)
  const before = group.owner
  group.owner = owner
  if (!group.members.has(owner)) {
    group.members.set(owner, newMember(owner, 1, platform.now(), 1))
    group.version = versionOf(group)
  }
  if (tells) {
    tellGroup(platform, group, 'change_owner')
    if (keyOf(before) !== keyOf(owner)) group.status = group.status === 1 ? 3 : group.status
  }
}
