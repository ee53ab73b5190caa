import { type ReactNode, useId } from 'react'

/** A field of a plan with its label above it. */
export function Labelled(props: { readonly label: string; readonly hint?: string; readonly children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="camp-labelled">
      <label htmlFor={id}>{props.label}</label>
      <div>{props.children(id)}</div>
      {props.hint ? <span className="g-soft">{props.hint}</span> : null}
    </div>
  )
}
