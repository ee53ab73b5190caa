import { useWords } from '@grove/ui-h5'
import type { CriterionMean } from '../../contract/index.ts'

/** What readers gave for each criterion, as bars. */
export function RubricMeans({ rubric }: { readonly rubric: readonly CriterionMean[] }) {
  const { t, f } = useWords()
  if (rubric.length === 0) return null
  return (
    <div className="camp-rubric">
      {rubric.map(({ name, most, mean }) => (
        <div key={name}>
          <span className="camp-rubric-line">
            <span>{name}</span>
            <strong>{t('camp.phone.has_of', { has: f.number(mean), needs: most })}</strong>
          </span>
          <div className="camp-bar" aria-hidden="true">
            <span style={{ width: `${(mean / most) * 100}%` }} />
          </div>
        </div>
      ))}
    </div>
  )
}
