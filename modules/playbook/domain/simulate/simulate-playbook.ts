import { addDays, type Moment, momentOf, startOfDay } from '@grove/calendar'
import type { Simulation } from '../../contract/index.ts'
import { armOf } from '../action.ts'
import { advance, type Input } from '../advance.ts'
import { inHoldout } from '../chance.ts'
import type { Effect } from '../effect.ts'
import { HOLDOUT_FACT } from '../fall.ts'
import type { Plan } from '../plan.ts'
import { unconditional } from '../preview/unconditional.ts'
import type { Run } from '../run.ts'
import { startTrack } from '../start.ts'
import type { Track } from '../track.ts'
import { invent } from './invent.ts'
import { openTally, type StepTally } from './step-tally.ts'

/** Rates are shares: of those reached who answer or leave, of members who speak a day, of tasks that people do. */
export interface SimulationOptions {
  readonly days: number
  readonly members: number
  readonly joinsPerDay: number
  readonly answerRate: number
  readonly leaveRate: number
  readonly speakRate: number
  readonly doneRate: number
  readonly seed: string
}

interface Person {
  readonly id: number
  track: Track | null
  gone: boolean
}

interface World {
  readonly plan: Plan
  readonly run: Run
  readonly options: SimulationOptions
  readonly random: () => number
  readonly tally: StepTally
  /** Things people will do: an answer, a task. */
  readonly later: { at: Moment; person: Person | null; input: Input; step: string }[]
  people: Person[]
  group: Track
  day: Simulation['days'][number]
  events: number
}

const ANSWER_AFTER_MS = 45 * 60_000
const JOIN_TIME = '10:00'

/** A run with invented members who join, answer, speak, leave and stay silent by given rates; the real interpreter, a seeded chance. */
export function simulatePlaybook(
  plan: Plan,
  run: Run,
  options: SimulationOptions,
): Omit<Simulation, 'unreached' | 'lookedAt' | 'held' | 'heldCut'> {
  const { plan: open } = unconditional(plan)
  const tally = openTally(plan)
  const world: World = {
    plan: { ...open, definition: { ...open.definition, holdout: plan.definition.holdout } },
    run,
    options,
    random: invent(options.seed),
    tally,
    later: [],
    people: [],
    group: startTrack(open, run, 'community', run.startAt, run.startAt - 1),
    day: emptyDay(run.startDay),
    events: 0,
  }
  const days: Simulation['days'] = []
  for (let index = 0; index < options.days; index += 1) days.push(liveThrough(world, index))
  return { days, steps: tally.steps(), totals: totalsOf(days, tally) }
}

function liveThrough(world: World, index: number): Simulation['days'][number] {
  const { run, options } = world
  const date = addDays(run.startDay, index)
  world.day = emptyDay(date)
  const opening = Math.max(momentOf(date, JOIN_TIME, run.zone), run.startAt)
  const joins =
    Math.floor(options.joinsPerDay * (index + 1)) - Math.floor(options.joinsPerDay * index) + (index === 0 ? options.members : 0)
  const end = startOfDay(addDays(date, 1), run.zone) - 1
  settleUntil(world, opening)
  for (let count = 0; count < joins; count += 1) join(world, opening)
  settleUntil(world, end)
  speak(world, end)
  world.people = world.people.filter((person) => !person.gone)
  world.day.members = world.people.length
  return world.day
}

function join(world: World, at: Moment): void {
  const { plan, run } = world
  const hasTrack = plan.tracks.member.steps.length > 0
  world.people.push({ id: ++world.events, track: hasTrack ? startTrack(plan, run, 'member', at, at) : null, gone: false })
  world.day.joined += 1
  const person = world.people.at(-1)
  if (person) hear(world, person, 'community.member_joined', at, {})
}

/** Everything due until a moment, in the order of time: the group's track, each member's, and what people do meanwhile. */
function settleUntil(world: World, until: Moment): void {
  for (;;) {
    const due = Math.min(
      dueOf(world.group),
      ...world.later.map((one) => one.at),
      ...world.people.map((person) => (person.gone ? Infinity : dueOf(person.track))),
    )
    if (due > until) return
    for (const one of takeDue(world, due)) act(world, one.person, one.input, due)
    if (dueOf(world.group) <= due) act(world, null, { kind: 'tick' }, due)
    for (const person of world.people) if (!person.gone && dueOf(person.track) <= due) act(world, person, { kind: 'tick' }, due)
  }
}

const dueOf = (track: Track | null): Moment => (track === null || track.state === 'done' ? Infinity : (track.dueAt ?? Infinity))

function takeDue(world: World, due: Moment) {
  const now = world.later.filter((one) => one.at <= due)
  const rest = world.later.filter((one) => one.at > due)
  world.later.splice(0, world.later.length, ...rest)
  return now
}

function act(world: World, person: Person | null, input: Input, now: Moment): void {
  const track = person ? person.track : world.group
  if (!track || person?.gone) return
  const facts = person
    ? { [HOLDOUT_FACT]: inHoldout(world.run.seed, world.plan.definition.key, person.id, world.plan.definition.holdout) }
    : {}
  const result = advance(world.plan, world.run, track, input, facts, now)
  if (person) person.track = result.track
  else world.group = result.track
  for (const effect of result.effects) follow(world, person, effect, now)
}

function follow(world: World, person: Person | null, effect: Effect, now: Moment): void {
  if (effect.kind === 'skipped' || effect.kind === 'missed') world.tally.count(effect.step, effect.kind, 1)
  if (effect.kind !== 'act') return
  const planned = world.plan.steps.get(effect.step)
  const outward = world.plan.kinds.actions.get(effect.action.kind)?.outward ?? false
  if (planned?.person && !effect.fallback && world.random() < world.options.doneRate)
    world.later.push({
      at: now + ANSWER_AFTER_MS / 2,
      person,
      step: effect.step,
      input: { kind: 'outcome', step: effect.step, occurrence: effect.occurrence, outcome: 'done' },
    })
  if (!outward) return
  const reached = person ? [person] : world.people.filter((one) => !one.gone)
  world.day.touches += 1
  for (const one of reached) {
    const variant = planned ? armOf(planned, world.run, one.id) : null
    world.tally.reach(effect.step, variant)
    react(world, one, effect.step, variant, now)
  }
}

function react(world: World, person: Person, step: string, variant: string | null, now: Moment): void {
  if (world.random() < world.options.leaveRate) {
    person.gone = true
    world.day.left += 1
    world.tally.leave(step)
    return
  }
  if (world.random() >= world.options.answerRate) return
  world.day.answers += 1
  world.tally.answer(step, variant)
  world.later.push({
    at: now + ANSWER_AFTER_MS,
    person,
    step,
    input: eventInput(world, 'message.answered', person, now + ANSWER_AFTER_MS, { option: 'A' }),
  })
}

/** Some of the members say something in the evening; the tracks that listen hear it. */
function speak(world: World, at: Moment): void {
  for (const person of world.people) {
    if (person.gone || world.random() >= world.options.speakRate) continue
    world.day.speakers += 1
    hear(world, person, 'message.posted', at, { text: '…' })
  }
}

function hear(world: World, person: Person, kind: string, at: Moment, data: object): void {
  if (person.track) act(world, person, eventInput(world, kind, person, at, data), at)
}

function eventInput(world: World, kind: string, person: Person, at: Moment, data: object): Input {
  return { kind: 'event', event: { id: ++world.events, kind, at, memberId: person.id, communityId: 1, data } }
}

const emptyDay = (date: string): Simulation['days'][number] => ({
  date,
  members: 0,
  joined: 0,
  left: 0,
  touches: 0,
  answers: 0,
  speakers: 0,
})

function totalsOf(days: Simulation['days'], tally: StepTally): Simulation['totals'] {
  const sum = (pick: (day: Simulation['days'][number]) => number) => days.reduce((total, day) => total + pick(day), 0)
  const steps = tally.steps()
  return {
    joined: sum((day) => day.joined),
    left: sum((day) => day.left),
    reached: steps.reduce((total, step) => total + step.reached, 0),
    answered: steps.reduce((total, step) => total + step.answered, 0),
  }
}
