import { daysBetween } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import { figureErrors } from '../contract/index.ts'
import { totalOf } from '../domain/shares.ts'
import { readDays, readMembers, readSpeakers } from './read.ts'

const LONGEST_DAYS = 400

/** @throws figure.not_found figure.span_too_long */
export async function communityFigures(ctx: Ctx, input: { readonly id: number; readonly from: string; readonly to: string }) {
  const days = daysBetween(input.from, input.to)
  if (days < 0 || days > LONGEST_DAYS) throw figureErrors.span_too_long({ days: LONGEST_DAYS })
  const community = await readMembers(ctx, input.id)
  if (!community) throw figureErrors.not_found()
  const [rows, speakers] = await Promise.all([
    readDays(ctx, input.id, input.from, input.to),
    readSpeakers(ctx, input.id, input.from, input.to),
  ])
  return { days: rows, total: totalOf(rows, community.members, speakers) }
}
