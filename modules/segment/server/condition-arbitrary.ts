import type { Condition, Question } from '@grove/condition-kit/contract'
import fc from 'fast-check'

/** Random questions of every kind that can be asked of all members, over the small world of `makeWorld`. */
export const TAGS = ['vip', '新客', 'gone']
export const EVENTS = ['message.posted', 'member.tagged', 'community.member_joined']
export const DAYS = [
  '2026-10-01',
  '2026-10-20',
  '2026-10-31',
  '2026-11-01',
  '2026-11-05',
  '1990-11-03',
  '2000-02-29',
  '1985-12-31',
  '2026-13-99',
]
const KEYS = ['city', 'industry', 'pet', 'age', 'since', 'happy', 'nothing']
const VALUES = ['上海', 'Shanghai', 'shang', '北京', 'cat', '猫', '', 'O\'Neil "x"', '%_\\', 3, 3.5, -1, 0, 1e21, true, false, ...DAYS]

const value = fc.constantFrom(...VALUES)
const text = fc.constantFrom('上', 'SHANG', 'shang', 'a', '猫', '%', "'")
const number = fc.constantFrom(-1, 0, 3, 3.5, 40)
const days = fc.constantFrom('0d', '1d', '7d', '30d', '400d')
const hours = fc.constantFrom('1h', '12h', '1d', '3d', '7d', '30d')
const small = fc.integer({ min: 0, max: 4 })
const option = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })

function question(kind: string, params: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Question> {
  return fc
    .record(params)
    .map((given) => ({ kind, ...Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)) }) as Question)
}

const rare = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 })
const attribute = fc
  .record({ key: fc.constantFrom(...KEYS), tests: fc.subarray(ATTRIBUTE_TESTS(), { minLength: 1, maxLength: 2 }) })
  .chain(({ key, tests }) => fc.record(Object.fromEntries(tests)).map((given) => ({ kind: 'attribute', key, ...given }) as Question))

function ATTRIBUTE_TESTS(): [string, fc.Arbitrary<unknown>][] {
  return [
    ['is', value],
    ['not', value],
    ['in', some(value)],
    ['has', some(fc.constantFrom('cat', '猫', 'dog', '上海'))],
    ['hasAll', some(fc.constantFrom('cat', '猫', 'dog'))],
    ['contains', text],
    ['startsWith', text],
    ['above', number],
    ['below', number],
    ['atLeast', number],
    ['atMost', number],
    ['after', fc.constantFrom('2026-10-20', '1990-01-01')],
    ['before', fc.constantFrom('2026-11-01', '1990-11-03')],
    ['past', days],
    ['ahead', days],
    ['older', days],
    ['yearly', days],
    ['exists', fc.boolean()],
  ]
}

const where = some(
  fc
    .oneof(
      question('', { property: fc.constantFrom('tag', 'none'), is: fc.constantFrom('vip', 1, true) }),
      question('', { property: fc.constantFrom('amount', 'tag'), atLeast: option(number), atMost: option(number) }),
      question('', { property: fc.constant('tag'), in: some(fc.constantFrom('vip', '新客')) }),
    )
    .map(({ kind: _kind, ...test }) => test),
)

/** Numbers of the communities, staff and lists of the world. */
export interface Numbers {
  readonly communities: readonly number[]
  readonly staff: readonly number[]
  readonly segments: readonly number[]
  /** Phones and e-mails as conditions keep them: of a member, of nobody, and one whose key is gone. */
  readonly contacts: readonly string[]
}

export function questions(numbers: Numbers): fc.Arbitrary<Question> {
  const tag = fc.constantFrom(...TAGS, 'unknown')
  const event = fc.constantFrom(...EVENTS)
  return fc.oneof(
    question('tag', { tag }),
    question('tags', { any: option(some(tag)), all: option(some(tag)), none: option(some(tag)) }),
    { weight: 4, arbitrary: attribute },
    question('stage', {
      is: rare(fc.integer({ min: 1, max: 7 })),
      atLeast: option(fc.integer({ min: 1, max: 7 })),
      atMost: option(fc.integer({ min: 1, max: 7 })),
    }),
    {
      weight: 2,
      arbitrary: question('events', {
        event,
        within: fc.oneof(hours, fc.constantFrom('today', 'ever')),
        atLeast: option(small),
        atMost: option(small),
        where: rare(where),
      }),
    },
    question('didNot', { did: event, not: event, within: hours, past: option(hours) }),
    question('activity', { active: option(hours), silent: option(hours) }),
    question('known', { past: option(hours), older: option(hours) }),
    question('owner', { in: option(some(fc.constantFrom(...numbers.staff))), none: option(fc.boolean()) }),
    question('membership', {
      state: fc.constantFrom('active', 'left', 'removed'),
      communities: option(some(fc.constantFrom(...numbers.communities))),
      types: option(some(fc.constantFrom('newcomer', 'loyal'))),
      past: option(hours),
      older: option(hours),
      atLeast: option(small),
      atMost: option(small),
    }),
    question('contact', {
      has: option(fc.subarray(['phone', 'email'] as const, { minLength: 1 })),
      in: option(some(fc.constantFrom(...numbers.contacts))),
    }),
    question('segment', { segment: fc.constantFrom(...numbers.segments) }),
  )
}

export function conditions(numbers: Numbers): fc.Arbitrary<Condition> {
  const leaf = questions(numbers)
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: leaf as fc.Arbitrary<Condition> },
      tie('condition').map((not): Condition => ({ not })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    ),
  }))
  return condition
}
