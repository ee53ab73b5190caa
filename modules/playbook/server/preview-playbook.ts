import { dayOf, startOfDay } from '@grove/calendar'
import { touchLimitsOf } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { type Definition, playbookErrors, type Preview, runErrors, type Simulation } from '../contract/index.ts'
import { compile, type Plan, type Run } from '../domain/index.ts'
import { channelNotes, previewPlaybook as foresee } from '../domain/preview/index.ts'
import { simulatePlaybook as simulate } from '../domain/simulate/index.ts'
import { channelsInUse } from './channels-in-use.ts'
import { checkText } from './check-playbook.ts'
import { unreachedBy } from './list-unreached.ts'
import { languageOf } from './language.ts'
import { limitsOf, priorityOf } from './limits-of.ts'
import { othersTouches } from './others-touches.ts'
import { visibleCommunities } from './store-community.ts'
import { findPlaybook, findVersion } from './store-playbook.ts'

interface Asked {
  readonly text?: string | undefined
  readonly playbookId?: number | undefined
  readonly version?: number | undefined
  readonly startDay: string
  readonly communityId?: number | undefined
  readonly params: Readonly<Record<string, string | number>>
  readonly days: number
}

/** @throws playbook.invalid playbook.not_found run.not_found */
export async function previewPlaybook(
  ctx: Ctx,
  input: Asked & { readonly members: number; readonly joinsPerDay: number },
): Promise<Preview> {
  const { plan, run } = await prepare(ctx, input)
  const [limits, community] = await Promise.all([touchLimitsOf(ctx), communityOf(ctx, input.communityId)])
  const members = community?.members ?? input.members
  const communityIds = input.communityId === undefined ? [] : [input.communityId]
  const { lookedAt, ...others } = await othersTouches(ctx, { communityIds, startDay: input.startDay, days: input.days })
  const { leaving, ...shown } = foresee(plan, run, {
    days: input.days,
    members,
    joinsPerDay: input.joinsPerDay,
    limits,
    ownLimits: limitsOf(plan.definition),
    priority: priorityOf(plan.definition),
    others,
  })
  const notes = channelNotes(plan, await channelsInUse(ctx, communityIds, plan.definition.communityTypes))
  return { ...shown, notes, lookedAt, unreached: await unreachedBy(ctx, leaving, { communityIds, members }) }
}

/** @throws playbook.invalid playbook.not_found */
export async function simulatePlaybook(
  ctx: Ctx,
  input: Asked & {
    readonly members: number
    readonly joinsPerDay: number
    readonly answerRate: number
    readonly leaveRate: number
    readonly speakRate: number
    readonly doneRate: number
    readonly seed: string
  },
): Promise<Simulation> {
  const { plan, run } = await prepare(ctx, input)
  const { days, members, joinsPerDay } = input
  const [limits] = await Promise.all([touchLimitsOf(ctx), communityOf(ctx, input.communityId)])
  const communityIds = input.communityId === undefined ? [] : [input.communityId]
  const { lookedAt, ...others } = await othersTouches(ctx, { communityIds, startDay: input.startDay, days })
  const { leaving, days: shown } = foresee(plan, run, {
    days,
    members,
    joinsPerDay,
    limits,
    ownLimits: limitsOf(plan.definition),
    priority: priorityOf(plan.definition),
    others,
  })
  const held = heldOf(shown)
  return {
    ...simulate(plan, run, input),
    unreached: await unreachedBy(ctx, leaving, { communityIds: [], members }),
    lookedAt,
    held: held.slice(0, HELD_SHOWN),
    heldCut: held.length > HELD_SHOWN,
  }
}

const HELD_SHOWN = 200

/** What a preview holds back, one row a reason. Holidays are the playbook's own words. */
function heldOf(days: Preview['days']): Simulation['held'] {
  return days.flatMap(({ date, items }) =>
    items.flatMap(({ at, step, title, track, audience, movedTo, blockedBy, keptFor, partly }): Simulation['held'] => {
      const row = { date, at, step, title }
      if (blockedBy === null) return partly.map(({ count, of: _of, ...part }) => ({ ...row, ...part, members: count }))
      return blockedBy === 'holiday' ? [] : [{ ...row, movedTo, blockedBy, keptFor, members: track === 'member' ? audience : null }]
    }),
  )
}

async function prepare(ctx: Ctx, input: Asked): Promise<{ plan: Plan; run: Run }> {
  const definition = input.text === undefined ? await publishedDefinition(ctx, input) : await writtenDefinition(ctx, input.text)
  return planOf(ctx, definition, input)
}

/** A definition as a run of it would be carried out from that day. */
export function planOf(ctx: Ctx, definition: Definition, input: Pick<Asked, 'startDay' | 'params'>): { plan: Plan; run: Run } {
  const now = ctx.clock.now().getTime()
  const startAt = dayOf(now, ctx.zone) === input.startDay ? now : startOfDay(input.startDay, ctx.zone)
  const run: Run = {
    zone: ctx.zone,
    startAt,
    startDay: input.startDay,
    parameters: input.params,
    seed: `${ctx.seed}/preview`,
    amendments: [],
  }
  return { plan: compile(definition, languageOf(ctx.app)), run }
}

async function writtenDefinition(ctx: Ctx, text: string): Promise<Definition> {
  const { definition, problems } = await checkText(ctx, text)
  if (!definition) throw playbookErrors.invalid({ problems })
  return definition
}

async function publishedDefinition(ctx: Ctx, input: Asked): Promise<Definition> {
  const playbook = input.playbookId === undefined ? undefined : await findPlaybook(ctx, input.playbookId)
  if (!playbook) throw playbookErrors.not_found()
  const version = await findVersion(ctx, playbook.id, input.version ?? playbook.latestVersion)
  if (!version) throw playbookErrors.version_not_found()
  return version.definition as Definition
}

async function communityOf(ctx: Ctx, id: number | undefined): Promise<{ members: number } | undefined> {
  if (id === undefined) return undefined
  const [community] = await visibleCommunities(ctx, [id])
  if (!community) throw runErrors.not_found()
  return community
}
