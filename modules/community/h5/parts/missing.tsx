import type { CallError } from '@grove/client'
import { useWords } from '@grove/ui-h5'
import type { Requirement } from '../../contract/index.ts'

/** What a refused person would need, in words. */
export function Missing({ problem }: { readonly problem: CallError | undefined }) {
  const { t } = useWords()
  if (problem?.code !== 'community.threshold_unmet') return null
  const missing = (problem.data['missing'] ?? []) as readonly Requirement[]
  const words = missing.map((one) => {
    if (one.kind !== 'profile') return t(`community.need.${one.kind}`)
    const field = one.field.startsWith('attribute:') ? one.field.slice('attribute:'.length) : t(`community.field.${one.field}`)
    return t('community.need.profile', { field })
  })
  return (
    <ul className="community-missing h5-hint">
      {[...new Set(words)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
