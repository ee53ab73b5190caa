import type { RoomView } from '@grove/conversation/contract'
import { LanguageSwitch, Row, Sheet, useWords, useWorkspace } from '@grove/ui-h5'
import { useLocation } from 'wouter'

/** What belongs to the group and not to a message: what it is about, what goes on, leaving, the language. */
export function RoomMenu({ room, onClose }: { readonly room: RoomView; readonly onClose: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { name, code, communityId, type } = room
  return (
    <Sheet title={name} onClose={onClose}>
      <Row title={t('room.about')} note={t('room.about_note')} onPress={() => go(`/${ws}/c/${code}/welcome`)} />
      <Row title={t('room.activities')} note={t('room.activities_note')} onPress={() => go(`/${ws}/activities/${communityId}`)} />
      {type === 'delivery' && (
        <Row title={t('room.delivery')} note={t('room.delivery_note')} onPress={() => go(`/${ws}/delivery/${communityId}`)} />
      )}
      <Row title={<span className="h5-problem">{t('room.leave')}</span>} onPress={() => go(`/${ws}/c/${code}/leave`)} />
      <LanguageSwitch />
    </Sheet>
  )
}
