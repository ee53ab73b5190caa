import { IconButton, useWords } from '@grove/ui-h5'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'

/** A picture over the whole screen; the browser's own gestures zoom it. */
export function PictureView({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const { t } = useWords()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])
  return createPortal(
    <div className="h5-app room-viewer" role="dialog" aria-modal="true" aria-label={t('room.picture')}>
      <button type="button" className="room-viewer-back" aria-label={t('h5.close')} onClick={onClose}>
        <img src={url} alt={t('room.picture')} />
      </button>
      <div className="room-viewer-close">
        <IconButton name="close" label={t('h5.close')} onPress={onClose} />
      </div>
    </div>,
    document.body,
  )
}
