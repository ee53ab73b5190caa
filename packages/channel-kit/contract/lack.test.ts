import { expect, it } from 'vitest'
import type { Can } from './capability.ts'
import { lacksFor, lacksOf } from './lack.ts'

const able: Can = {
  sendToGroup: true,
  sendToMember: true,
  readGroup: true,
  readReceipts: true,
  confirmBySender: false,
  confirmTogether: false,
  idempotentByTouch: true,
  lookupByTouch: true,
  recall: true,
  pin: true,
  mentionAll: true,
  mute: true,
  remove: true,
  parts: ['text'],
}

it('lacks nothing where everything is possible', () => {
  expect(lacksOf(able)).toEqual([])
  expect(lacksFor(able, { toMember: true, pin: true, mentionAll: true })).toEqual([])
})

it('names what is not possible, a person who has to press send among it', () => {
  expect(lacksOf({ ...able, readGroup: false, mute: false, confirmBySender: true })).toEqual(['confirm', 'read_group', 'mute'])
})

it('says of a message only what it asks for', () => {
  const weak = { ...able, pin: false, mentionAll: false, recall: false, confirmBySender: true }
  expect(lacksFor(weak, { toMember: false })).toEqual(['confirm'])
  expect(lacksFor(weak, { toMember: false, pin: true, mentionAll: true })).toEqual(['confirm', 'pin', 'mention_all'])
})

it('says one thing of a message that cannot go at all', () => {
  expect(lacksFor({ ...able, sendToMember: false, confirmBySender: true }, { toMember: true, pin: true })).toEqual(['send_member'])
})
