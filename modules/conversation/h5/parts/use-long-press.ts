import { type MouseEvent, type PointerEvent, useRef } from 'react'

const HOLD_MS = 420
const SLIP_PX = 10

/** Opens something by holding a finger still, as chats on phones do; a right click does the same. */
export function useLongPress(open: () => void) {
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined)
  const stop = () => {
    clearTimeout(held.current?.timer)
    held.current = undefined
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return
      stop()
      held.current = { timer: setTimeout(open, HOLD_MS), x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      const start = held.current
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLIP_PX) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu: (event: MouseEvent) => {
      // A link keeps its own menu.
      if ((event.target as HTMLElement).closest('a')) return
      event.preventDefault()
      if (!held.current) open()
    },
  }
}
