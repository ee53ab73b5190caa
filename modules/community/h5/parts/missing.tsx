import type { CallError } from '@grove/client'
import { useWords } from '@grove/ui-h5'
import type { Unmet } from '../../contract/index.ts'

/** What a refused person would need, in words. */
export function Missing({ problem }: { readonly problem: CallError | undefined }) {
  if (problem?.code !== 'community.threshold_unmet') return null
  return <UnmetList items={(problem.data['missing'] ?? []) as readonly Unmet[]} />
}

export function UnmetList({ items }: { readonly items: readonly Unmet[] }) {
  const { t, locale } = useWords()
  const lines = items.map((one) => one.words?.[locale] ?? t(`community.need.${one.kind}`))
  return (
    <ul className="community-missing h5-hint">
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
