import { Button, TextField, useWords } from '@grove/ui-h5'
import { useState } from 'react'

interface Props {
  readonly mine: string | null
  readonly open: boolean
  readonly busy: boolean
  /** How it is said in the chat, where that counts. */
  readonly hint: string | undefined
  readonly onGuess: (number: string) => void
}

/** A number of one's own, once. */
export function GuessBox({ mine, open, busy, hint, onGuess }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  if (mine !== null) return <p className="act-mine">{t('activity.guess.mine', { choice: mine })}</p>
  if (!open) return null
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim()) onGuess(typed.trim())
      }}
    >
      <TextField label={t('activity.guess.number')} value={typed} onChange={setTyped} kind="number" maxLength={18} />
      <Button kind="primary" wide busy={busy} disabled={typed.trim() === ''} onPress={() => onGuess(typed.trim())}>
        {t('activity.guess.do')}
      </Button>
      {hint && <p className="act-note">{hint}</p>}
    </form>
  )
}
