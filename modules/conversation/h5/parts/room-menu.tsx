import { LanguageSwitch, Row, Sheet, useWords } from '@grove/ui-h5'
import { useLocation } from 'wouter'

/** What belongs to the group and not to a message: what it is about, leaving, the language. */
export function RoomMenu({
  name,
  ws,
  code,
  onClose,
}: {
  readonly name: string
  readonly ws: string
  readonly code: string
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const [, go] = useLocation()
  return (
    <Sheet title={name} onClose={onClose}>
      <Row title={t('room.about')} note={t('room.about_note')} onPress={() => go(`/${ws}/c/${code}/welcome`)} />
      <Row title={<span className="h5-problem">{t('room.leave')}</span>} onPress={() => go(`/${ws}/c/${code}/leave`)} />
      <LanguageSwitch />
    </Sheet>
  )
}
