import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { jsonFrame, textFrame } from './text-frame.ts'

const { Sender } = createRequire(import.meta.url)('ws') as {
  Sender: { frame(data: Buffer, options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean }): Buffer[] }
}
const byWs = (text: string) =>
  Buffer.concat(Sender.frame(Buffer.from(text), { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false }))

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('a text of %i bytes is framed exactly as ws frames it', (length) => {
  const text = 'a'.repeat(length)
  expect(textFrame(text).equals(byWs(text))).toBe(true)
})

test('letters of several bytes are counted by their bytes', () => {
  const text = '早上好😀'.repeat(20)
  expect(textFrame(text).equals(byWs(text))).toBe(true)
  expect(jsonFrame({ t: 'post', text }).equals(byWs(JSON.stringify({ t: 'post', text })))).toBe(true)
})
