import { CommunityField } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { DayField } from '@grove/ui'
import { Form, Input, InputNumber } from 'antd'
import type { LooseParameter } from './draft-model.ts'
import { useSay } from './say.ts'

export type Params = Readonly<Record<string, string | number>>

interface ParamFieldsProps {
  readonly parameters: readonly LooseParameter[]
  readonly values: Params
  readonly onChange: (values: Params) => void
  /** Say which needed ones are missing. */
  readonly checked?: boolean
}

/** The parameters of a playbook as fields, each by its kind. */
export function ParamFields({ parameters, values, onChange, checked = false }: ParamFieldsProps) {
  const t = useT()
  const say = useSay()
  const set = (key: string, value: string | number | null | undefined) => {
    const { [key]: _, ...rest } = values
    onChange(value === undefined || value === null || value === '' ? rest : { ...rest, [key]: value })
  }
  return parameters.map((one) => {
    const value = values[one.key]
    const label = say(one.title) || one.key
    const missing = checked && isMissing(one, values)
    const hint = [
      say(one.hint),
      one.default === undefined
        ? ''
        : t('run.param.default', { value: typeof one.default === 'number' ? String(one.default) : say(one.default) }),
    ]
      .filter(Boolean)
      .join(' ')
    return (
      <Form.Item
        key={one.key}
        label={label}
        required={one.required && one.default === undefined}
        extra={hint || undefined}
        validateStatus={missing ? 'error' : ''}
        help={missing ? t('run.param.missing') : undefined}
      >
        {one.kind === 'number' ? (
          <InputNumber
            aria-label={label}
            className="g-wide"
            value={typeof value === 'number' ? value : null}
            onChange={(next) => set(one.key, next)}
          />
        ) : one.kind === 'date' ? (
          <DayField value={typeof value === 'string' ? value : null} onChange={(next) => set(one.key, next)} />
        ) : one.kind === 'community' ? (
          <CommunityField label={label} value={typeof value === 'number' ? value : undefined} onChange={(next) => set(one.key, next)} />
        ) : (
          <Input
            aria-label={label}
            maxLength={2000}
            {...(one.kind === 'link' ? { placeholder: 'https://', inputMode: 'url' as const } : {})}
            value={value === undefined ? '' : String(value)}
            onChange={(event) => set(one.key, event.target.value)}
          />
        )}
      </Form.Item>
    )
  })
}

export function isMissing(parameter: LooseParameter, values: Params): boolean {
  return parameter.required && parameter.default === undefined && values[parameter.key] === undefined
}
