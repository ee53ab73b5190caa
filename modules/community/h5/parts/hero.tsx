import { useWords } from '@grove/ui-h5'
import type { DoorView } from '../../contract/index.ts'
import './door.css'

/** Whose group it is, what it is called, when to think of it, and how many are in. */
export function Hero({ door }: { readonly door: DoorView }) {
  const { t } = useWords()
  return (
    <section className="community-hero">
      <span>{door.workspaceName}</span>
      <h2>{door.name}</h2>
      {door.oneLine && <p>{door.oneLine}</p>}
      <div className="community-facts">
        <span>{t(`community.type.${door.type}`)}</span>
        {Boolean(door.memberCount) && <span>{t('community.door.members', { count: door.memberCount })}</span>}
      </div>
    </section>
  )
}

export function Promise({ text }: { readonly text: string }) {
  const { t } = useWords()
  if (!text) return null
  return (
    <section className="community-promise">
      <strong>{t('community.door.promise')}</strong>
      {text}
    </section>
  )
}
