import { listScripts } from '@grove/activity/contract'
import { useRoute } from '@grove/client/react'
import { listForms } from '@grove/form/contract'
import { useT } from '@grove/i18n/react'
import { useViewer } from '@grove/ui'
import { Select } from 'antd'
import { useState } from 'react'
import type { TickedBy } from '../../contract/index.ts'

const HAND = 'hand'
const textOf = (one: TickedBy) => `${one.kind} ${one.key}`

interface TickedByFieldProps {
  readonly id?: string
  readonly value?: TickedBy | null
  readonly onChange?: (value: TickedBy | null) => void
}

/** By hand, or when the member answers a form or takes part in an activity; what is in no list any more stays as it was. */
export function TickedByField({ id, value = null, onChange }: TickedByFieldProps) {
  const t = useT()
  const { can } = useViewer()
  const [text, setText] = useState('')
  const forms = useRoute(listForms, { limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true, enabled: can('form.read') })
  const scripts = useRoute(listScripts, {}, { staleMs: 600_000, enabled: can('activity.read') })
  const like = (label: string) => label.toLowerCase().includes(text.toLowerCase())
  const groups = {
    form: (forms.data?.items ?? []).map((one) => ({ value: textOf({ kind: 'form', key: one.key }), label: one.title })),
    activity: (scripts.data?.items ?? [])
      .filter((one) => like(one.title))
      .map((one) => ({ value: textOf({ kind: 'activity', key: one.key }), label: one.title })),
  }
  const chosen = value && !groups[value.kind].some((one) => one.value === textOf(value)) ? value : null
  const own = (kind: TickedBy['kind']) => (chosen?.kind === kind ? [{ value: textOf(chosen), label: chosen.key }] : [])
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value ? textOf(value) : HAND}
      onChange={(next: string) => {
        const [kind, key = ''] = next.split(' ')
        onChange?.(kind === 'form' || kind === 'activity' ? { kind, key } : null)
      }}
      options={[
        { value: HAND, label: t('delivery.by.hand') },
        ...(['form', 'activity'] as const).map((kind) => ({
          label: t(`delivery.by.${kind}`),
          options: [...own(kind), ...groups[kind]],
        })),
      ]}
    />
  )
}
