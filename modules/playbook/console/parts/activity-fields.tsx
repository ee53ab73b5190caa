import { listScripts } from '@grove/activity/contract'
import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { listRewards } from '@grove/reward/contract'
import { useViewer } from '@grove/ui'
import { Form, InputNumber, Select } from 'antd'
import { useState } from 'react'

interface Shown {
  readonly action: Readonly<Record<string, unknown>>
  readonly set: (patch: Record<string, unknown>) => void
  readonly disabled: boolean
}

/** Which script, how long after the step's moment it starts, and how many rounds where it has any. */
export function StartActivityFields({ action, set, disabled }: Shown) {
  const t = useT()
  const scripts = useRoute(listScripts, {}, { staleMs: 600_000, enabled: useViewer().can('activity.read') })
  const items = scripts.data?.items ?? []
  const script = items.find((one) => one.key === action['script'])
  return (
    <>
      <Picked
        label={t('playbook.action.activity')}
        value={action['script']}
        disabled={disabled}
        options={items.map((one) => ({ value: one.key, label: one.title }))}
        onChange={(key) => set({ script: key, rounds: undefined })}
      />
      <Amount
        label={t('playbook.action.inMinutes')}
        value={action['inMinutes']}
        min={0}
        max={10_080}
        disabled={disabled}
        onChange={(inMinutes) => set({ inMinutes })}
      />
      {script && script.mostRounds > 1 ? (
        <Amount
          label={t('playbook.action.rounds')}
          extra={t('playbook.action.rounds.hint', { count: script.rounds })}
          value={action['rounds']}
          min={1}
          max={script.mostRounds}
          disabled={disabled}
          onChange={(rounds) => set({ rounds })}
        />
      ) : null}
    </>
  )
}

/** Which reward of the catalogue. */
export function RewardField({ action, set, disabled }: Shown) {
  const t = useT()
  const [text, setText] = useState('')
  const may = useViewer().can('reward.read')
  const rewards = useRoute(listRewards, { state: 'active', limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true, enabled: may })
  return (
    <Picked
      label={t('playbook.action.reward')}
      value={action['reward']}
      disabled={disabled}
      options={(rewards.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))}
      onSearch={setText}
      onChange={(reward) => set({ reward })}
    />
  )
}

/** One of a list by its name, where told of those the server finds for what was typed; what is in no list any more stays as it was written. */
function Picked(props: {
  readonly label: string
  readonly value: unknown
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly disabled: boolean
  readonly onSearch?: (text: string) => void
  readonly onChange: (value: string) => void
}) {
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string }>()
  const value = typeof props.value === 'string' && props.value ? props.value : null
  const known = value === null || props.options.some((option) => option.value === value)
  const options = known ? [...props.options] : [chosen?.value === value ? chosen : { value, label: value }, ...props.options]
  return (
    <Form.Item label={props.label} required>
      <Select
        aria-label={props.label}
        showSearch={props.onSearch ? { filterOption: false, onSearch: props.onSearch } : { optionFilterProp: 'label' }}
        disabled={props.disabled}
        value={value}
        onChange={(next: string | null) => {
          if (next === null) return
          setChosen(options.find((option) => option.value === next))
          props.onChange(next)
        }}
        options={options}
      />
    </Form.Item>
  )
}

function Amount(props: {
  readonly label: string
  readonly extra?: string
  readonly value: unknown
  readonly min: number
  readonly max: number
  readonly disabled: boolean
  readonly onChange: (value: number | undefined) => void
}) {
  return (
    <Form.Item label={props.label} extra={props.extra}>
      <InputNumber
        aria-label={props.label}
        min={props.min}
        max={props.max}
        precision={0}
        disabled={props.disabled}
        value={typeof props.value === 'number' ? props.value : null}
        onChange={(next) => props.onChange(next ?? undefined)}
      />
    </Form.Item>
  )
}
