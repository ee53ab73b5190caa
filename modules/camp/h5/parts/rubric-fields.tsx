import { ChoiceField, TextField, useWords } from '@grove/ui-h5'
import type { Criterion } from '../../contract/index.ts'
import { sumOf, wrongPoints } from '../../domain/rubric.ts'

const MOST_TO_TAP = 10
type Points = readonly (number | undefined)[]

/** Points for each criterion, tapped where there are few, and the sum as it comes about. */
export function RubricFields(props: {
  readonly criteria: readonly Criterion[]
  readonly outOf: number
  readonly points: Points
  readonly onChange: (points: Points) => void
}) {
  const { t, f } = useWords()
  const { criteria, points } = props
  const put = (at: number, text: string) =>
    props.onChange(criteria.map((_one, place) => (place === at ? (/^\d+$/.test(text) ? Number(text) : undefined) : points[place])))
  const missing = wrongPoints(criteria, points)
  return (
    <>
      {criteria.map(({ name, most }, at) => {
        const value = points[at] === undefined ? '' : String(points[at])
        const label = t('camp.peer.criterion', { name, most })
        return most > MOST_TO_TAP ? (
          <TextField key={name} label={label} maxLength={3} value={value} onChange={(text) => put(at, text)} />
        ) : (
          <ChoiceField
            key={name}
            label={label}
            value={value}
            options={Array.from({ length: most + 1 }, (_, mark) => ({ value: String(mark), label: f.number(mark) }))}
            onChange={(text) => put(at, text)}
          />
        )
      })}
      <p className="camp-sum" aria-live="polite">
        {missing
          ? t('camp.peer.criterion_missing', { name: missing.name })
          : t('camp.peer.sum', { score: f.number(sumOf(criteria, points.map(Number), props.outOf)), of: props.outOf })}
      </p>
    </>
  )
}
