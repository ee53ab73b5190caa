import { useRoute } from '@grove/client/react'
import type { Condition } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Loaded } from '@grove/ui'
import { useState } from 'react'
import { listKinds, previewCondition } from '../../contract/index.ts'
import { ConditionBuilder } from './condition-builder.tsx'
import { conditionOf, type Draft, draftOf, isWhole } from './draft.ts'
import { useSettled } from './use-settled.ts'

interface ConditionInputProps {
  /** What it starts with; afterwards the input keeps its own draft. */
  readonly value?: Condition | undefined
  /** Undefined while a field is still empty. */
  readonly onChange?: (next: Condition | undefined) => void
}

/** The builder of segments as a form field, for whatever else asks conditions: a door, a rule. Says what it means and how many meet it. */
export function ConditionInput({ value, onChange }: ConditionInputProps) {
  const kinds = useRoute(listKinds, {}, { staleMs: 300_000 })
  const [draft, setDraft] = useState(() => draftOf(value))
  const whole = isWhole(draft, kinds.data?.items ?? []) ? conditionOf(draft) : undefined
  const change = (next: Draft) => {
    setDraft(next)
    onChange?.(isWhole(next, kinds.data?.items ?? []) ? conditionOf(next) : undefined)
  }
  return (
    <Loaded of={kinds}>
      {(data) => (
        <>
          <ConditionBuilder draft={draft} kinds={data.items} onChange={change} />
          <Gist condition={whole === undefined ? undefined : JSON.stringify(whole)} />
        </>
      )}
    </Loaded>
  )
}

function Gist({ condition }: { readonly condition: string | undefined }) {
  const { t, f, locale } = useI18n()
  const settled = useSettled(condition)
  const asked = { condition: JSON.parse(settled ?? '{}') as Record<string, unknown>, sample: 0 }
  const preview = useRoute(previewCondition, asked, { enabled: settled !== undefined, keepPrevious: true })
  if (condition === undefined || settled === undefined) return <p className="g-soft">{t('segment.preview.nothing')}</p>
  if (preview.error) return <ErrorText error={preview.error} compact />
  if (!preview.data) return null
  const { total, words } = preview.data
  return (
    <p className="segment-sentence" aria-live="polite">
      {words[locale]} <span className="g-soft">{t('segment.meets', { count: `${total.exact ? '' : '≈'}${f.number(total.count)}` })}</span>
    </p>
  )
}
