import { Button, Icon, Sheet, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { useRoomScene } from './room-context.ts'

/** The notice on top of the room; a tap shows all of it. */
export function PinBar() {
  const { t, f } = useWords()
  const { state, attempt } = useRoomScene()
  const [open, setOpen] = useState(false)
  const { pin, seat } = state
  if (!pin) return null
  const text = pin.text || t('room.picture')
  const takeDown = () => {
    setOpen(false)
    void attempt({ t: 'pin', text: '' }, t('room.unpinned'))
  }
  return (
    <>
      <button type="button" className="room-pin" onClick={() => setOpen(true)}>
        <Icon name="pin" size={16} />
        <span>{text}</span>
      </button>
      {open && (
        <Sheet title={t('room.notice_title')} onClose={() => setOpen(false)}>
          <p className="room-pin-text">{text}</p>
          <p className="h5-hint">
            {pin.by ? `${pin.by} · ` : ''}
            {f.dateTime(pin.at, new Date())}
          </p>
          {seat?.mayModerate && (
            <Button wide onPress={takeDown}>
              {t('room.unpin')}
            </Button>
          )}
        </Sheet>
      )}
    </>
  )
}
