import type { Translator } from '@grove/i18n'
import type { Prize } from '../contract/index.ts'

/** A prize in words. */
export const winWords = (t: Translator, prize: Prize): string =>
  prize.kind === 'points' ? t('activity.prize.points', { points: prize.points }) : prize.name
