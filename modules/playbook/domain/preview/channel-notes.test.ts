import type { Can } from '@grove/channel-kit/contract'
import { expect, it } from 'vitest'
import { planOf, type StepInput } from '../playbook-fixture.ts'
import { channelNotes } from './channel-notes.ts'

const confirmed: Can = {
  sendToGroup: true,
  sendToMember: true,
  readGroup: false,
  readReceipts: false,
  confirmBySender: true,
  confirmTogether: true,
  idempotentByTouch: true,
  lookupByTouch: false,
  recall: false,
  pin: false,
  mentionAll: false,
  mute: false,
  remove: false,
  parts: ['text'],
}
const free: Can = { ...confirmed, readGroup: true, confirmBySender: false, confirmTogether: false, pin: true, mentionAll: true }
const notes = (steps: readonly Partial<StepInput>[], can = confirmed, groups = 40, owners = 5) =>
  channelNotes(planOf(steps), [{ kind: 'outside', can, groups, owners }]).map(({ code, steps: about }) => [code, about.length])
const post = (text: string, more = {}): Partial<StepInput> => ({ do: { kind: 'send', text, ...more } })

it('has nothing to say where the channel does all that is asked', () => {
  expect(notes([post('{community}', { pin: true, mentionAll: true })], free)).toEqual([])
})

it('names the steps that a person has to press send for, and what cannot be done of them', () => {
  expect(notes([post('Hello', { pin: true }), post('Again'), { who: 'owner', do: { kind: 'ask', instructions: 'Look' } }])).toEqual([
    ['confirm', 2],
    ['pin', 1],
  ])
})

it('names steps that wait for words nobody hears', () => {
  const heard: Partial<StepInput> = { track: 'member', when: { on: 'spoke' }, do: { kind: 'tag', tag: 'spoke' } }
  expect(notes([heard, { ...heard, when: { on: 'joined' } }])).toEqual([['overheard', 1]])
})

it('says where words differ from group to group: by the group, not by its owner or the run', () => {
  const differing = (text: string) => notes([post(text)]).some(([code]) => code === 'differs')
  expect(differing('Welcome to {community}')).toBe(true)
  expect(differing('I am {owner|Lin}')).toBe(false)
  expect(channelNotes(planOf([post('{community}')]), [{ kind: 'outside', can: confirmed, groups: 40, owners: 5 }]).at(-1)).toMatchObject({
    code: 'differs',
    groups: 40,
    owners: 5,
  })
})

it('does not speak of it where every owner has one group, nor of what goes to one member', () => {
  expect(notes([post('{community}')], confirmed, 5, 5)).toEqual([['confirm', 1]])
  expect(notes([{ track: 'member', when: { on: 'joined' }, ...post('{name|friend}, {community}') }])).toEqual([['confirm', 1]])
})

it('looks at stand-ins as well, and at arms', () => {
  const fallback = { within: '1h', do: { kind: 'send', text: '{community}' } }
  expect(notes([{ who: 'owner', do: { kind: 'ask', instructions: 'Look' }, fallback }])).toContainEqual(['differs', 1])
  const variants = [
    { id: 'a', title: 'A', weight: 1, with: {} },
    { id: 'b', title: 'B', weight: 1, with: { text: '{community}' } },
  ]
  expect(notes([{ ...post('Hello'), variants }])).toContainEqual(['differs', 1])
})
