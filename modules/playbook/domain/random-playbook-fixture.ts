import { addDays, momentOf } from '@grove/calendar'
import fc from 'fast-check'
import type { Plan } from './plan.ts'
import { planOf, type StepInput } from './playbook-fixture.ts'
import type { Run } from './run.ts'

/** Random playbooks and runs for property tests; every zone with an unusual clock is among them. */
const two = (value: number) => String(value).padStart(2, '0')
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 10, 30, 45))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const delay = fc.constantFrom('0m', '10m', '2h', '1d', '1d6h')
const holidays = fc.constantFrom('keep' as const, 'skip' as const, 'move' as const)
const weekdays = fc.uniqueArray(fc.constantFrom('mon' as const, 'tue' as const, 'wed' as const, 'sat' as const, 'sun' as const), {
  minLength: 1,
})

const shared: fc.Arbitrary<StepInput['when']> = fc.oneof(
  fc.record({ day: fc.integer({ min: 1, max: 12 }), at: clock, holidays }),
  fc.record({ weekly: weekdays, at: clock, holidays, workdaysOnly: fc.boolean() }),
  fc.record({ daily: fc.constantFrom('all' as const, 'workdays' as const, 'daysOff' as const), at: clock }),
  fc.record({ monthly: fc.constantFrom<(number | 'last')[]>([1], [15, 'last'], [31]), at: clock, holidays }),
)
const ofCommunity = fc.oneof(shared, fc.record({ afterStart: delay }))
const ofMember = fc.oneof(
  shared,
  fc.record({ joinDay: fc.integer({ min: 1, max: 12 }), at: clock, holidays }),
  fc.record({ afterJoin: delay }),
)
const onEvent = fc.record({
  on: fc.constant('spoke'),
  delay,
  repeat: fc.constantFrom('once' as const, 'daily' as const, 'always' as const),
})

const deed: fc.Arbitrary<Partial<StepInput>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ do: { kind: 'mark' } }) },
  { weight: 2, arbitrary: delay.map((within) => ({ do: { kind: 'wait', for: 'spoke', within } })) },
  {
    weight: 1,
    arbitrary: fc.constant({ do: { kind: 'branch', cases: [{ when: { kind: 'tag', tag: 'vip' }, outcome: 'vip' }], else: 'rest' } }),
  },
  {
    weight: 2,
    arbitrary: fc.constant({
      who: 'owner' as const,
      do: { kind: 'ask', instructions: 'Do' },
      fallback: { within: '2h', do: { kind: 'send', text: 'For them' } },
    }),
  },
)
const condition = fc.option(fc.constantFrom({ kind: 'tag', tag: 'new' }, { not: { kind: 'stage', atLeast: 3 } }), { nil: undefined })
const outcomes = ['seen', 'timeout', 'vip', 'rest', 'done', 'failed', 'expired', 'fallback'] as const

export interface RandomOptions {
  readonly kind: 'community' | 'member'
  /** Everything late still acts, so that looking late changes nothing. */
  readonly patient?: boolean
}

export function anyPlan(options: RandomOptions): fc.Arbitrary<Plan> {
  const anchor = options.kind === 'community' ? ofCommunity : ofMember
  const step = fc.record({
    root: fc.oneof({ weight: 5, arbitrary: anchor }, { weight: 1, arbitrary: onEvent }),
    after: fc.option(fc.record({ which: fc.nat(), outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined }), delay }), {
      nil: undefined,
      freq: 2,
    }),
    deed,
    condition,
  })
  return fc.array(step, { minLength: 1, maxLength: 9 }).map((steps) =>
    shown(
      planOf(
        steps.map(({ root, after, deed: done, condition: only }, index) => ({
          track: options.kind,
          // Only earlier steps are followed, so there is no circle.
          when: after && index > 0 ? { after: `step-${(after.which % index) + 1}`, outcome: after.outcome, delay: after.delay } : root,
          ...(only && { if: only }),
          ...done,
        })),
        { holdout: 10, misfire: options.patient ? { sendWithinMinutes: 10_080 } : 'skip' },
      ),
    ),
  )
}

/** A failing example shows the steps, not the compiled plan. */
function shown(plan: Plan): Plan {
  return Object.assign(plan, { [fc.toStringMethod]: () => JSON.stringify(plan.definition.steps) })
}

export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
    // Around changes of the clock and a Chinese holiday.
    day: fc
      .tuple(fc.constantFrom('2026-03-05', '2026-03-25', '2026-04-01', '2026-09-27', '2026-10-22', '2026-10-30'), fc.nat(4))
      .map(([day, more]) => addDays(day, more)),
    time: clock,
  })
  .map(({ zone, day, time }) => ({ zone, startAt: momentOf(day, time, zone), startDay: day, parameters: {}, seed: 'seed', amendments: [] }))

export const someFacts = fc.record({
  'member.tag:vip': fc.boolean(),
  'member.tag:new': fc.boolean(),
  'member.stage': fc.integer({ min: 1, max: 7 }),
  'run.holdout': fc.boolean(),
})
