import { LanguageSwitch, Row, Sheet, useWords } from '@grove/ui-h5'
import { useLocation } from 'wouter'

/** What belongs to the group and not to a message: what it is about, what goes on, leaving, the language. */
export function RoomMenu({
  name,
  ws,
  code,
  communityId,
  onClose,
}: {
  readonly name: string
  readonly ws: string
  readonly code: string
  readonly communityId: number
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const [, go] = useLocation()
  return (
    <Sheet title={name} onClose={onClose}>
      <Row title={t('room.about')} note={t('room.about_note')} onPress={() => go(`/${ws}/c/${code}/welcome`)} />
      <Row title={t('room.activities')} note={t('room.activities_note')} onPress={() => go(`/${ws}/activities/${communityId}`)} />
      <Row title={<span className="h5-problem">{t('room.leave')}</span>} onPress={() => go(`/${ws}/c/${code}/leave`)} />
      <LanguageSwitch />
    </Sheet>
  )
}
