import { describe, expect, it } from 'vitest'
import { at, begin, event, follow, local, planOf, runOf, step, told } from './playbook-fixture.ts'

const run = runOf()
const send = (text: string) => ({ kind: 'send', text })

describe('nothing happens', () => {
  it('on a track that is done, or before anything is due', () => {
    const plan = planOf([{ when: { day: 2, at: '09:00' } }])
    const early = step(plan, run, begin(plan, run), at('2026-11-23T23:59'))
    expect(told(early)).toEqual([])
    const over = step(plan, run, early, at('2026-11-24T09:00'))
    expect(over.track).toMatchObject({ state: 'done', dueAt: null, pending: null })
    expect(step(plan, run, over, at('2027-01-01T00:00')).effects).toEqual(over.effects)
  })

  it('for a step that was past due when a late run started', () => {
    const plan = planOf([{ when: { day: 1, at: '09:00' } }, { when: { day: 1, at: '20:00' } }])
    const walk = begin(plan, run, 'community', run.startAt, at('2026-11-23T12:00'))
    expect(told(follow(plan, run, walk, at('2026-12-30T00:00')))).toEqual(['act step-2@2026-11-23T20:00', 'ended finished'])
  })

  it('twice when the clock steps back', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }])
    const once = step(plan, run, begin(plan, run), at('2026-11-23T09:00'))
    const back = step(plan, run, once, at('2026-11-23T08:30'))
    expect(told(step(plan, run, back, at('2026-11-23T09:05')))).toEqual(['act step-1@2026-11-23T09:00'])
  })

  it('on an outcome nobody waits for', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }])
    const walk = begin(plan, run)
    for (const name of ['step-1', 'unknown']) {
      const after = step(plan, run, walk, run.startAt, { kind: 'outcome', step: name, occurrence: 0, outcome: 'done' })
      expect(after).toEqual(walk)
    }
  })
})

describe('steps of the clock', () => {
  it('act on time, tell what they are, and the track ends', () => {
    const plan = planOf([{ when: { day: 1, at: '09:00' }, deadline: '2h' }])
    const walk = begin(plan, run)
    expect(local(walk.track.dueAt ?? 0)).toBe('2026-11-23T09:00')
    const done = step(plan, run, walk, at('2026-11-23T09:00'))
    expect(done.effects[0]).toEqual({
      kind: 'act',
      step: 'step-1',
      fallback: false,
      occurrence: 0,
      action: send('Hello'),
      audience: 'group',
      who: 'system',
      confirm: false,
      dueAt: at('2026-11-23T09:00'),
      expiresAt: at('2026-11-23T11:00'),
      fallbackAt: null,
    })
    expect(told(done).at(-1)).toBe('ended finished')
  })

  it('act at the very start', () => {
    const plan = planOf([{ when: { afterStart: '0m' } }])
    const walk = step(plan, run, begin(plan, run, 'community', run.startAt + 30_000), run.startAt + 31_000)
    expect(told(walk)[0]).toBe('act step-1@2026-11-23T08:00')
  })

  it('take their material and the changes of the run', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' }, do: { kind: 'send', material: 'rules', pin: true } }], {
      materials: { rules: { text: 'Rules', alt: 'x' } },
    })
    const changed = runOf({ amendments: [{ kind: 'change', at: run.startAt, step: 'step-1', with: { text: 'Other' } }] })
    const [act] = step(plan, changed, begin(plan, changed), at('2026-11-23T09:00')).effects
    expect(act).toMatchObject({ action: { kind: 'send', text: 'Other', alt: 'x', pin: true } })
  })

  it('are left out by amendment, by condition, on a holiday', () => {
    const plan = planOf([
      { when: { day: 1, at: '09:00' } },
      { when: { day: 1, at: '10:00' }, if: { kind: 'members', atLeast: 10 } },
      { when: { day: 1, at: '11:00', holidays: 'skip' } },
    ])
    const holiday = runOf({ start: '2026-10-01T08:00', amendments: [{ kind: 'skip', at: 0, step: 'step-1' }] })
    const walk = follow(plan, holiday, begin(plan, holiday), at('2026-10-02T00:00'), { 'community.members': 3 })
    expect(told(walk)).toEqual([
      'skipped step-1@2026-10-01T09:00 amended',
      'skipped step-2@2026-10-01T10:00 condition',
      'skipped step-3@2026-10-01T11:00 holiday',
      'ended finished',
    ])
  })

  it('leave one occurrence out', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }])
    const once = runOf({ amendments: [{ kind: 'skip', at: 0, step: 'step-1', occurrence: 20_261_124 }] })
    const walk = follow(plan, once, begin(plan, once), at('2026-11-25T12:00'))
    expect(told(walk)).toEqual(['act step-1@2026-11-23T09:00', 'skipped step-1@2026-11-24T09:00 amended', 'act step-1@2026-11-25T09:00'])
  })

  it('spare the hold-out what leaves the house, and only that', () => {
    const plan = planOf(
      [
        { track: 'member', when: { joinDay: 1, at: '09:00' } },
        { track: 'member', when: { joinDay: 1, at: '09:00' }, do: { kind: 'tag', tag: 'seen' } },
      ],
      { holdout: 10 },
    )
    const walk = step(plan, run, begin(plan, run, 'member'), at('2026-11-23T09:00'), { kind: 'tick' }, { 'run.holdout': true })
    expect(told(walk).slice(0, 2)).toEqual(['skipped step-1@2026-11-23T09:00 holdout', 'act step-2@2026-11-23T09:00'])
  })
})

describe('steps that come late', () => {
  const daily = { when: { daily: 'all' as const, at: '09:00' } }
  const month = at('2026-12-23T09:05')

  it('are missed once each, and only the one within the grace acts', () => {
    const plan = planOf([daily])
    const walk = step(plan, run, begin(plan, run), month)
    expect(told(walk).filter((line) => line.startsWith('missed'))).toHaveLength(30)
    expect(told(walk).at(-1)).toBe('act step-1@2026-12-23T09:00')
    expect(step(plan, run, walk, month).effects).toEqual(walk.effects)
  })

  it('act within the grace of the playbook', () => {
    const plan = planOf([daily], { misfire: { sendWithinMinutes: 120 } })
    expect(told(step(plan, run, begin(plan, run), at('2026-11-23T11:00')))).toEqual(['act step-1@2026-11-23T09:00'])
    expect(told(step(plan, run, begin(plan, run), at('2026-11-23T11:01')))).toEqual(['missed step-1@2026-11-23T09:00'])
  })

  it('wait for a person who decides', () => {
    const plan = planOf([{ when: { day: 1, at: '09:00' } }], { misfire: 'ask' })
    const asked = step(plan, run, begin(plan, run), at('2026-11-23T12:00'))
    expect(told(asked)).toEqual(['ask step-1@2026-11-23T09:00'])
    const answer = (outcome: string) =>
      told(step(plan, run, asked, at('2026-11-23T13:00'), { kind: 'outcome', step: 'step-1', occurrence: 0, outcome })).slice(1)
    expect(answer('send')).toEqual(['act step-1@2026-11-23T13:00', 'ended finished'])
    expect(answer('skip')).toEqual(['skipped step-1@2026-11-23T09:00 declined', 'ended finished'])
    expect(told(follow(plan, run, asked, at('2026-11-25T00:00'))).slice(1)).toEqual(['missed step-1@2026-11-23T09:00', 'ended finished'])
  })

  it('are done all the same when nobody outside notices, unless the step says otherwise', () => {
    const plan = planOf([
      { when: { day: 1, at: '09:00' }, do: { kind: 'closeCommunity' } },
      { when: { day: 1, at: '09:00' }, do: { kind: 'mark' }, misfire: 'skip' },
    ])
    expect(told(step(plan, run, begin(plan, run), month)).slice(0, 2)).toEqual([
      'act step-1@2026-11-23T09:00',
      'missed step-2@2026-11-23T09:00',
    ])
  })
})

describe('steps after steps', () => {
  it('follow an act of the system from when it was due', () => {
    const plan = planOf([
      { when: { day: 1, at: '09:00' } },
      { when: { after: 'step-1', delay: '90m' } },
      { when: { after: 'step-2', nextDayAt: '08:00' } },
      { when: { after: 'step-2', nextDayAt: '08:00', days: 3 } },
    ])
    expect(told(follow(plan, run, begin(plan, run), at('2026-12-30T00:00')))).toEqual([
      'act step-1@2026-11-23T09:00',
      'act step-2@2026-11-23T10:30',
      'act step-3@2026-11-24T08:00',
      'act step-4@2026-11-26T08:00',
      'ended finished',
    ])
  })

  it('do not follow one that was left out or missed', () => {
    const plan = planOf([{ when: { day: 1, at: '09:00' }, if: { kind: 'members', atLeast: 1 } }, { when: { after: 'step-1' } }])
    expect(told(follow(plan, run, begin(plan, run), at('2026-12-30T00:00')))).toEqual([
      'skipped step-1@2026-11-23T09:00 condition',
      'ended finished',
    ])
    const missed = planOf([{ when: { day: 1, at: '09:00' } }, { when: { after: 'step-1' } }])
    expect(told(step(missed, run, begin(missed, run), at('2026-12-30T00:00')))).toEqual([
      'missed step-1@2026-11-23T09:00',
      'ended finished',
    ])
  })

  it('carry the occurrence of the recurring step they follow', () => {
    const plan = planOf([{ when: { daily: 'all', at: '23:00' } }, { when: { after: 'step-1', delay: '2h' } }])
    const walk = follow(plan, run, begin(plan, run), at('2026-11-25T12:00'))
    expect(walk.effects.flatMap((effect) => (effect.kind === 'act' ? [`${effect.step} ${effect.occurrence}`] : []))).toEqual([
      'step-1 20261123',
      'step-2 20261123',
      'step-1 20261124',
      'step-2 20261124',
    ])
  })

  it('hang on the outcome of a send', () => {
    const plan = planOf([
      { when: { day: 1, at: '09:00' } },
      { when: { after: 'step-1', outcome: 'failed' } },
      { when: { after: 'step-1', outcome: 'sent' } },
    ])
    const sent = step(plan, run, begin(plan, run), at('2026-11-23T09:00'))
    const failed = step(plan, run, sent, at('2026-11-23T09:03'), { kind: 'outcome', step: 'step-1', occurrence: 0, outcome: 'failed' })
    expect(told(failed)).toEqual(['act step-1@2026-11-23T09:00', 'act step-2@2026-11-23T09:03', 'ended finished'])
    const again = step(plan, run, failed, at('2026-11-23T09:04'), { kind: 'outcome', step: 'step-1', occurrence: 0, outcome: 'sent' })
    expect(again.effects).toEqual(failed.effects)
    expect(told(follow(plan, run, sent, at('2026-12-30T00:00')))).toEqual(['act step-1@2026-11-23T09:00', 'ended finished'])
  })
})

describe('work for people', () => {
  const plan = planOf([
    {
      when: { day: 1, at: '09:00' },
      who: 'owner',
      do: {
        kind: 'ask',
        instructions: 'Greet',
        options: [
          { id: 'warm', label: 'Warm' },
          { id: 'cold', label: 'Cold' },
        ],
      },
      fallback: { within: '2h', do: send('Welcome') },
      deadline: '6h',
    },
    { when: { after: 'step-1' } },
    { when: { after: 'step-1', outcome: 'warm' } },
    { when: { after: 'step-1', outcome: 'expired' } },
  ])
  const asked = step(plan, run, begin(plan, run), at('2026-11-23T09:00'))
  const told2 = (outcome: string, when: string) =>
    told(step(plan, run, asked, at(when), { kind: 'outcome', step: 'step-1', occurrence: 0, outcome })).slice(1)

  it('waits for them', () => {
    expect(told(asked)).toEqual(['act step-1@2026-11-23T09:00'])
    expect(asked.effects[0]).toMatchObject({ who: 'owner', fallbackAt: at('2026-11-23T11:00'), expiresAt: at('2026-11-23T15:00') })
    expect(local(asked.track.dueAt ?? 0)).toBe('2026-11-23T11:00')
  })

  it('goes on with what they answered, and the stand-in stays away', () => {
    expect(told2('warm', '2026-11-23T10:00')).toEqual(['act step-2@2026-11-23T10:00', 'act step-3@2026-11-23T10:00', 'ended finished'])
    expect(told2('done', '2026-11-23T10:00')).toEqual(['act step-2@2026-11-23T10:00', 'ended finished'])
  })

  it('has a stand-in when nobody came in time', () => {
    const late = follow(plan, run, asked, at('2026-11-24T00:00'))
    expect(told(late).slice(1)).toEqual(['act step-1~@2026-11-23T11:00', 'act step-2@2026-11-23T11:00', 'ended finished'])
    expect(late.effects[1]).toMatchObject({ fallback: true, action: send('Welcome'), who: 'system' })
  })

  it('leaves the stand-in out when that is late too', () => {
    expect(told(step(plan, run, asked, at('2026-11-23T12:00'))).slice(1)).toEqual(['missed step-1~@2026-11-23T11:00'])
  })

  it('expires', () => {
    const alone = planOf([
      { when: { day: 1, at: '09:00' }, who: 'owner', confirm: true, deadline: '6h' },
      { when: { after: 'step-1', outcome: 'expired' } },
      { when: { after: 'step-1' } },
    ])
    expect(told(follow(alone, run, begin(alone, run), at('2026-12-30T00:00')))).toEqual([
      'act step-1@2026-11-23T09:00',
      'act step-2@2026-11-23T15:00',
      'ended finished',
    ])
  })

  it('can be refused, and then the stand-in still comes', () => {
    const refused = step(plan, run, asked, at('2026-11-23T10:00'), { kind: 'outcome', step: 'step-1', occurrence: 0, outcome: 'declined' })
    expect(told(follow(plan, run, refused, at('2026-11-24T00:00'))).slice(1)).toEqual([
      'act step-1~@2026-11-23T11:00',
      'act step-2@2026-11-23T11:00',
      'ended finished',
    ])
  })
})

describe('waiting and branching', () => {
  const plan = planOf(
    [
      { when: { joinDay: 1, at: '09:00' }, do: { kind: 'wait', for: 'spoke', within: '24h' } },
      { when: { after: 'step-1', outcome: 'seen' } },
      {
        when: { after: 'step-1', outcome: 'timeout' },
        do: { kind: 'branch', cases: [{ when: { kind: 'tag', tag: 'vip' }, outcome: 'vip' }], else: 'rest' },
      },
      { when: { after: 'step-3', outcome: 'vip', delay: '1h' } },
      { when: { after: 'step-3', outcome: 'rest' } },
    ].map((one) => ({ ...one, track: 'member' as const })),
  )
  const waiting = step(plan, run, begin(plan, run, 'member'), at('2026-11-23T09:00'))

  it('looks again when the limit is over', () => {
    expect(told(waiting)).toEqual([])
    expect(local(waiting.track.dueAt ?? 0)).toBe('2026-11-24T09:00')
  })

  it('goes on at once when it happens', () => {
    const seen = step(plan, run, waiting, at('2026-11-23T10:00'), event('message.posted', at('2026-11-23T10:00')))
    expect(told(seen)).toEqual(['act step-2@2026-11-23T10:00', 'ended finished'])
  })

  it('does not take an event from before, or of another kind, or of nobody', () => {
    for (const heard of [
      event('message.posted', at('2026-11-23T08:59')),
      event('message.reacted', at('2026-11-23T10:00')),
      event('message.posted', at('2026-11-23T10:00'), {}, null),
    ]) {
      expect(step(plan, run, waiting, at('2026-11-23T10:00'), heard)).toEqual(waiting)
    }
  })

  it('counts the time of the event, not of the looking', () => {
    const inTime = step(plan, run, waiting, at('2026-11-24T09:05'), event('message.posted', at('2026-11-24T08:59')))
    expect(told(inTime)[0]).toBe('act step-2@2026-11-24T08:59')
    const late = step(plan, run, waiting, at('2026-11-24T09:05'), event('message.posted', at('2026-11-24T09:01')))
    expect(told(late)).toEqual(['act step-5@2026-11-24T09:00', 'ended finished'])
  })

  it('branches on what is known of the member', () => {
    expect(told(follow(plan, run, waiting, at('2026-11-25T00:00'), { 'member.tag:vip': true }))).toEqual([
      'act step-4@2026-11-24T10:00',
      'ended finished',
    ])
    expect(told(follow(plan, run, waiting, at('2026-11-25T00:00')))).toEqual(['act step-5@2026-11-24T09:00', 'ended finished'])
  })
})

describe('answers to events', () => {
  const answering = (repeat: 'once' | 'daily' | 'always') =>
    planOf([{ track: 'member', when: { on: 'spoke', filter: { where: 'group' }, delay: '5m', repeat } }])
  const times = ['2026-11-23T10:00', '2026-11-23T10:20', '2026-11-24T10:00']

  function hear(repeat: 'once' | 'daily' | 'always') {
    const plan = answering(repeat)
    let walk = begin(plan, run, 'member')
    for (const time of times) {
      walk = step(plan, run, walk, at(time), event('message.posted', at(time), { thread: 0 }))
      walk = step(plan, run, walk, at(time), event('message.posted', at(time), { thread: 9 }))
      walk = follow(plan, run, walk, at(time) + 600_000)
    }
    return walk
  }

  it('come once, once a day, or each time, after the delay', () => {
    expect(told(hear('once'))).toEqual(['act step-1@2026-11-23T10:05', 'ended finished'])
    expect(told(hear('daily'))).toEqual(['act step-1@2026-11-23T10:05', 'act step-1@2026-11-24T10:05'])
    expect(told(hear('always'))).toEqual(['act step-1@2026-11-23T10:05', 'act step-1@2026-11-23T10:25', 'act step-1@2026-11-24T10:05'])
    const occurrences = hear('always').effects.flatMap((effect) => (effect.kind === 'act' ? [effect.occurrence] : []))
    expect(new Set(occurrences).size).toBe(3)
    expect(hear('daily').track.state).toBe('active')
  })

  it('do not answer what happened before the track began', () => {
    const plan = answering('always')
    const walk = begin(plan, run, 'member', at('2026-11-25T12:00'))
    expect(
      step(plan, run, walk, at('2026-11-25T12:00'), event('message.posted', at('2026-11-24T10:00'), { thread: 0 })).track.pending,
    ).toBeNull()
  })
})

describe('ends', () => {
  it('at the end of the run, with what was due before it', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }], { lasts: '2d' })
    const walk = follow(plan, run, begin(plan, run), at('2027-01-01T00:00'))
    expect(told(walk)).toEqual(['act step-1@2026-11-23T09:00', 'act step-1@2026-11-24T09:00', 'ended end'])
    expect(walk.effects.at(-1)).toMatchObject({ ends: 'run' })
  })

  it('for a member, not for the run', () => {
    const plan = planOf([{ track: 'member', when: { daily: 'all', at: '09:00' } }], { lasts: '1d' })
    expect(follow(plan, run, begin(plan, run, 'member'), at('2027-01-01T00:00')).effects.at(-1)).toMatchObject({
      kind: 'ended',
      reason: 'end',
      ends: 'member',
    })
  })

  it('by a stop rule on an event, and nothing acts after it', () => {
    const plan = planOf([{ track: 'member', when: { daily: 'all', at: '09:00' } }], {
      stop: [{ id: 'bought', ends: 'member', on: 'tagged', filter: { tag: 'buyer' }, reason: 'Bought' }],
    })
    const walk = begin(plan, run, 'member')
    const other = step(plan, run, walk, at('2026-11-23T08:30'), event('member.tagged', at('2026-11-23T08:30'), { tag: 'guest' }))
    expect(other.track.state).toBe('active')
    const bought = step(plan, run, walk, at('2026-11-23T10:00'), event('member.tagged', at('2026-11-23T09:30'), { tag: 'buyer' }))
    expect(told(bought)).toEqual(['missed step-1@2026-11-23T09:00', 'ended stop bought'])
    const inTime = step(plan, run, walk, at('2026-11-23T09:05'), event('member.tagged', at('2026-11-23T09:02'), { tag: 'buyer' }))
    expect(told(inTime)).toEqual(['act step-1@2026-11-23T09:00', 'ended stop bought'])
    expect(step(plan, run, inTime, at('2026-11-25T10:00')).effects).toEqual(inTime.effects)
  })

  it('by a stop rule that holds when a step falls due', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }], {
      stop: [{ id: 'empty', ends: 'community', when: { kind: 'members', atMost: 2 }, reason: 'Empty' }],
    })
    expect(told(follow(plan, run, begin(plan, run), at('2026-11-24T00:00'), { 'community.members': 2 }))).toEqual(['ended stop empty'])
    expect(told(follow(plan, run, begin(plan, run), at('2026-11-24T00:00'), { 'community.members': 3 }))).toEqual([
      'act step-1@2026-11-23T09:00',
    ])
  })

  it('never of the group while members may still join', () => {
    const plan = planOf([{ when: { day: 1, at: '09:00' } }, { track: 'member', when: { joinDay: 1, at: '09:00' } }])
    expect(follow(plan, run, begin(plan, run), at('2027-01-01T00:00')).track).toMatchObject({ state: 'active', dueAt: null })
  })
})
