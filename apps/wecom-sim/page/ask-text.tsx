import { type FormEvent, useId, useState } from 'react'

/** One line to type and a button: names, codes, words to say. */
export function AskText(props: {
  readonly label: string
  readonly action?: string
  readonly list?: readonly { id: string; name: string }[]
  readonly onSay: (text: string) => unknown
}) {
  const [text, setText] = useState('')
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    props.onSay(text.trim())
    setText('')
  }
  return (
    <form className="ask" onSubmit={submit}>
      <input
        value={text}
        placeholder={props.label}
        aria-label={props.label}
        list={props.list && id}
        onChange={(event) => setText(event.target.value)}
      />
      {props.list && (
        <datalist id={id}>
          {props.list.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </datalist>
      )}
      <button type="submit" disabled={text.trim() === ''} aria-label={props.action ?? props.label}>
        {props.action ?? '＋'}
      </button>
    </form>
  )
}
