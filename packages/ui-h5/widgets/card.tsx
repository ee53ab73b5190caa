import type { ReactNode } from 'react'

export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className="h5-card">
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}

/** Rows of a list; each is a button when it leads somewhere. */
export function Row(props: {
  readonly lead?: ReactNode
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly end?: ReactNode
  readonly onPress?: () => void
}) {
  const inside = (
    <>
      {props.lead}
      <span className="h5-row-text">
        <span className="h5-row-title">{props.title}</span>
        {props.note && <span className="h5-row-note">{props.note}</span>}
      </span>
      {props.end}
    </>
  )
  return props.onPress ? (
    <button type="button" className={props.end ? 'h5-row' : 'h5-row h5-row-on'} onClick={props.onPress}>
      {inside}
    </button>
  ) : (
    <div className="h5-row">{inside}</div>
  )
}
