import { useI18n } from '@grove/i18n/react'
import type { PreviewItem } from '../../contract/index.ts'

/** Why a touch does not leave when it falls due, for whom its share is kept, and when it would leave. */
export function useHeldWords() {
  const { t } = useI18n()
  return ({ blockedBy, keptFor, movedTo }: Pick<PreviewItem, 'blockedBy' | 'keptFor' | 'movedTo'>) => {
    const why = keptFor === null ? t(`playbook.blocked.${blockedBy}`) : t('playbook.blocked.kept_for', { playbook: keptFor })
    const then = movedTo ? t('playbook.preview.moved', { day: movedTo.day.slice(5), at: movedTo.at }) : t('playbook.preview.not-sent')
    return `${why} ${then}`
  }
}
