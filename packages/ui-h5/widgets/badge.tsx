import type { ReactNode } from 'react'

/** A small word beside a name: official, ambience helper, duty member. */
export function Badge({
  children,
  tone = 'plain',
}: {
  readonly children: ReactNode
  readonly tone?: 'official' | 'ambience' | 'duty' | 'plain'
}) {
  return <span className={`h5-badge h5-badge-${tone}`}>{children}</span>
}

/** Unread figure; more than 99 reads 99+. */
export function Count({ value, label }: { readonly value: number; readonly label: string }) {
  return value > 0 ? (
    <span className="h5-count" role="status" aria-label={label}>
      {value > 99 ? '99+' : value}
    </span>
  ) : null
}
