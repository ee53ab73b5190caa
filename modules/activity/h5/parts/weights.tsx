import { useWords } from '@grove/ui-h5'
import type { Proof } from '../../contract/index.ts'
import { weightWords } from '../../domain/weight-words.ts'

export function Weights({ weights }: { readonly weights: NonNullable<Proof['weights']> }) {
  const { t } = useWords()
  return (
    <ul className="act-weights">
      {weightWords(t, weights).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}
