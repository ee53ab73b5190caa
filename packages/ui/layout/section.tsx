import type { ReactNode } from 'react'

/** A white sheet with a small heading: the building block of pages that are not lists. */
export function Section({
  title,
  extra,
  children,
  flush = false,
}: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  flush?: boolean
}) {
  return (
    <section className={flush ? 'g-section g-section-flush' : 'g-section'}>
      {title || extra ? (
        <div className="g-section-head">
          {title ? <h2>{title}</h2> : null}
          {extra ? <div className="g-section-extra">{extra}</div> : null}
        </div>
      ) : null}
      <div className="g-section-body">{children}</div>
    </section>
  )
}
