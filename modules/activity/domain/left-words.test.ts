import { expect, it } from 'vitest'
import type { Translator } from '@grove/i18n'
import type { ActivityKind, Stage } from '../contract/index.ts'
import { leftWords } from './left-words.ts'

const words = (stage: Stage, kind: ActivityKind, left: number) =>
  leftWords(((key: string) => key) as unknown as Translator, { stage, kind }, left)

it('counts down, and never stands at nought', () => {
  expect(words('open', 'riddle', 61)).toBe('1:01')
  expect(words('open', 'riddle', 0)).toBe('activity.left.closing')
  expect(words('open', 'guess', 0)).toBe('activity.left.closed')
  expect(words('preheating', 'riddle', 0)).toBe('activity.left.starting')
})
