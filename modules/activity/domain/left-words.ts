import type { Translator } from '@grove/i18n'
import type { ActivityKind, Stage } from '../contract/index.ts'
import { clockWords } from './clock-words.ts'

/** The time left as a clock; at its end what is about to happen: answers on their way are taken for a moment yet. */
export function leftWords(t: Translator, { stage, kind }: { readonly stage: Stage; readonly kind: ActivityKind }, left: number): string {
  if (left > 0) return clockWords(left)
  if (stage !== 'open') return t('activity.left.starting')
  // A guess waits for whoever tells its result.
  return t(kind === 'guess' ? 'activity.left.closed' : 'activity.left.closing')
}
