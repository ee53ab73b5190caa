import { useI18n } from '@grove/i18n/react'
import type { PreviewItem } from '../../contract/index.ts'
import { useHeldWords } from './held-words.ts'

type Held = Pick<PreviewItem, 'blockedBy' | 'keptFor' | 'movedTo' | 'partly'>

export const isHeld = (item: Held): boolean => item.blockedBy !== null || item.partly.length > 0

/** What holds a touch back, of all or of some. */
export function HeldLine({ item }: { readonly item: Held }) {
  const { t } = useI18n()
  const held = useHeldWords()
  return (
    <>
      {item.blockedBy ? <span className="g-warn"> {held(item)}</span> : null}
      {item.partly.map((part) => (
        <span key={`${part.blockedBy} ${part.keptFor} ${part.movedTo?.day}`} className="g-warn">
          {' '}
          {t(`playbook.preview.partly.${part.of}`, { count: part.count })} {held(part)}
        </span>
      ))}
    </>
  )
}
