import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Go, Section } from '@grove/ui'
import { listHeld } from '../../contract/index.ts'

const SHOWN = 5

/** On Today: messages that wait for a look; nothing when there are none. */
export default function HeldCard() {
  const t = useT()
  const held = useRoute(listHeld, { limit: SHOWN }, { liveOn: ['send'], refetchEvery: 30_000 })
  const items = held.data?.items ?? []
  if (!items.length) return null
  return (
    <Section title={t('room.held.title')} extra={<Go to="/held-messages">{t('room.held.open')}</Go>}>
      <>
        {items.map((one) => (
          <p key={one.id}>
            <strong>{one.name}</strong> · {one.communityName}：{one.text || t('room.picture')}
          </p>
        ))}
      </>
    </Section>
  )
}
