import { useI18n } from '@grove/i18n/react'
import { EmptyState, Loaded, useIsPhone } from '@grove/ui'
import { type ComponentProps, type ReactNode, useEffect, useState } from 'react'

interface QueueProps<T> {
  /** A page of the queue; `next` tells that there is more behind it. */
  readonly of: ComponentProps<typeof Loaded<{ readonly items: readonly T[]; readonly next: string | null }>>['of']
  readonly keys: string
  readonly empty: { readonly title: string; readonly hint: string }
  readonly children: (row: T, move: (by: number) => void) => ReactNode
}

/** One piece at a time, who waits longest first: where one is, what the keys do, and the piece itself. */
export function Queue<T>({ of, keys, empty, children }: QueueProps<T>) {
  const { t, f } = useI18n()
  const phone = useIsPhone()
  const [at, setAt] = useState(0)
  return (
    <Loaded of={of}>
      {({ items, next }) => {
        const place = Math.min(at, items.length - 1)
        const row = items[place]
        if (row === undefined) return <EmptyState {...empty} />
        const of = `${f.number(items.length)}${next === null ? '' : '+'}`
        return (
          <>
            <p className="g-soft">
              {t('camp.work.place', { place: f.number(place + 1), of })}
              {phone ? null : ` · ${keys}`}
            </p>
            {children(row, (by) => setAt(Math.max(0, Math.min(items.length - 1, place + by))))}
          </>
        )
      }}
    </Loaded>
  )
}

/** Keys do what the buttons do: Ctrl with Enter from within a field, single letters and digits outside of one; Escape leaves it. */
export function useQueueKeys(move: (by: number) => void, onEnter: () => void, onKey: (key: string) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const field =
        event.target instanceof HTMLElement && event.target.matches('textarea, input:not([type="checkbox"])') ? event.target : null
      const held = event.ctrlKey || event.metaKey
      if (event.key === 'Enter' && held) onEnter()
      else if (field && event.key === 'Escape') field.blur()
      else if (field || held || event.altKey) return
      else if (event.key === 'j') move(1)
      else if (event.key === 'k') move(-1)
      else onKey(event.key)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}
