import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../language.ts'
import { IconButton } from './icon.tsx'

/** Slides up from below; closes by the backdrop, the cross or Escape, and gives the focus back. */
export function Sheet(props: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly tall?: boolean
}) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(props.onClose)
  close.current = props.onClose
  useEffect(() => {
    const before = document.activeElement
    box.current?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
      if (event.key === 'Tab') keepInside(event, box.current)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return createPortal(
    <div className="h5-app h5-sheet-layer">
      <button type="button" className="h5-sheet-back" aria-label={t('h5.close')} tabIndex={-1} onClick={props.onClose} />
      <div
        className={props.tall ? 'h5-sheet h5-sheet-tall' : 'h5-sheet'}
        role="dialog"
        aria-modal="true"
        aria-label={props.title}
        tabIndex={-1}
        ref={box}
      >
        <div className="h5-sheet-head">
          <strong>{props.title}</strong>
          <IconButton name="close" label={t('h5.close')} onPress={props.onClose} />
        </div>
        <div className="h5-sheet-body">{props.children}</div>
      </div>
    </div>,
    document.body,
  )
}

function keepInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>('button:not(:disabled),a[href],input,textarea,select') ?? [])]
  const [first, last] = [stops[0], stops.at(-1)]
  if (!first || !last) return
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault()
    last.focus()
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault()
    first.focus()
  }
}
