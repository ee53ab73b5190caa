import { type RefObject, useEffect, useRef } from 'react'

/** A mark at the end of a list: when it comes into sight, more is fetched. */
export function useEnd(more: (() => void) | undefined): RefObject<HTMLDivElement | null> {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(more)
  latest.current = more
  const active = more !== undefined
  useEffect(() => {
    const element = mark.current
    if (!element || !active || typeof IntersectionObserver === 'undefined') return undefined
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current?.()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [active])
  return mark
}
