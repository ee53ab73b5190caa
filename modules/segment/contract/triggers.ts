import type { Locale } from '@grove/kernel/contract'
import { type TriggerEvent, type TriggerKind, triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'

const filter = z.strictObject({ segment: z.number().int().positive() })
const isOf = (event: TriggerEvent, segment: number) => (event.data as { segmentId?: unknown } | null)?.segmentId === segment
const say = (locale: Locale, zh: string, en: string) => (locale === 'zh' ? zh : en)

export const enteredTrigger = triggerKind({
  kind: 'segmentEntered',
  title: { zh: '进入人群', en: 'Entered a segment' },
  level: 'member',
  filter,
  events: () => ['segment.entered'],
  matches: (event, { segment }) => isOf(event, segment),
  words: ({ segment }, locale) => say(locale, `进入人群 #${segment}`, `entered segment #${segment}`),
})

export const leftTrigger = triggerKind({
  kind: 'segmentLeft',
  title: { zh: '离开人群', en: 'Left a segment' },
  level: 'member',
  filter,
  events: () => ['segment.left'],
  matches: (event, { segment }) => isOf(event, segment),
  words: ({ segment }, locale) => say(locale, `离开人群 #${segment}`, `left segment #${segment}`),
})

export const segmentTriggers: readonly TriggerKind[] = [enteredTrigger, leftTrigger]
