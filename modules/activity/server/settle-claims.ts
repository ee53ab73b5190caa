import type { Ctx } from '@grove/kernel/server'
import { SETTLE_MS } from '../domain/advance.ts'
import { partsOf } from '../domain/draw.ts'
import { giveAwards, prizeWords, type Won } from './give-awards.ts'
import { type Scene, writeClaims } from './store-answer.ts'

interface Claim {
  readonly scene: Scene
  readonly memberId: number
}

/**
 * First come, first served: the scene's row is locked, so pieces are handed out one after the other, never more than there are. Answers what each
 * claim brought, in words; who comes after the last piece is left out.
 */
export async function settleClaims(ctx: Ctx, claims: readonly Claim[]): Promise<ReadonlyMap<string, string>> {
  const scenes = [...new Map(claims.map(({ scene }) => [scene.id, scene])).values()]
  const settled = scenes.map((scene) => {
    const own = claims.filter((claim) => claim.scene.id === scene.id)
    const left = Math.max(0, (scene.claims ?? Number.MAX_SAFE_INTEGER) - scene.claimed)
    return { scene, wins: winsOf(scene, own.slice(0, left)) }
  })
  const some = settled.filter(({ wins }) => wins.length > 0)
  if (some.length === 0) return new Map()
  const now = ctx.clock.now()
  await writeClaims(
    ctx,
    some.map(({ scene, wins }) => {
      const soldOut = scene.claims !== null && scene.claimed + wins.length >= scene.claims
      return {
        id: scene.id,
        n: wins.length,
        memberIds: wins.map((win) => win.memberId),
        closesAt: soldOut ? now : null,
        dueAt: soldOut ? new Date(now.getTime() + SETTLE_MS) : null,
      }
    }),
  )
  await giveAwards(
    ctx,
    some.map(({ scene, wins }) => ({ activity: scene, wins })),
  )
  ctx.afterCommit(() => ctx.app.signals.wake('activity'))
  return new Map(some.flatMap(({ scene, wins }) => wins.map((win) => [`${scene.id}:${win.memberId}`, prizeWords(ctx, win.prize)] as const)))
}

function winsOf(scene: Scene, claims: readonly Claim[]): Won[] {
  const award = scene.awards.find((one) => one.who.kind === 'claim')
  if (!award) return []
  const parts = scene.packetPoints === null ? null : partsOf(scene.seed, scene.packetPoints, scene.claims ?? 0)
  return claims.map(({ memberId }, at) => {
    const rank = scene.claimed + at + 1
    const points = parts?.[rank - 1]
    return { round: scene.round, memberId, rank, award: award.name, prize: points ? { kind: 'points', points } : award.prize }
  })
}
