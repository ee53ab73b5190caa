import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Form, Input, InputNumber } from 'antd'
import { TextPair } from './text-pair.tsx'
import { YamlField } from './yaml-field.tsx'

interface Variant {
  readonly id?: unknown
  readonly weight?: unknown
  readonly with?: unknown
}

interface VariantFieldsProps {
  readonly value: unknown
  readonly isSend: boolean
  readonly disabled: boolean
  readonly onChange: (value: unknown) => void
}

const MOST = 8

/** Arms of a test: each member gets one by a stable draw, in proportion to the weights. */
export function VariantFields({ value, isSend, disabled, onChange }: VariantFieldsProps) {
  const t = useT()
  const arms: readonly Variant[] = Array.isArray(value) ? (value as Variant[]) : []
  const total = arms.reduce((sum, arm) => sum + weightOf(arm), 0)
  const set = (index: number, patch: Variant) => onChange(arms.map((arm, at) => (at === index ? { ...arm, ...patch } : arm)))
  const fresh = (index: number) => ({ id: String.fromCharCode(97 + index), weight: 1, with: isSend ? { text: '' } : {} })
  const add = () => onChange(arms.length === 0 ? [fresh(0), fresh(1)] : [...arms, fresh(arms.length)])
  const remove = (index: number) => onChange(arms.length <= 2 ? undefined : arms.filter((_, at) => at !== index))
  return (
    <Form.Item label={t('playbook.variants.title')} extra={arms.length === 0 ? t('playbook.variants.hint') : undefined}>
      {arms.map((arm, index) => {
        const given = typeof arm.with === 'object' && arm.with !== null ? (arm.with as Record<string, unknown>) : {}
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an arm has no other name while its id is typed
          <fieldset key={index} className="pb-arm">
            <legend className="g-hidden">{t('playbook.variants.arm', { arm: String(arm.id) })}</legend>
            <div className="pb-inline">
              <Input
                aria-label={t('playbook.variants.id')}
                disabled={disabled}
                value={String(arm.id ?? '')}
                onChange={(event) => set(index, { id: event.target.value })}
              />
              <InputNumber
                aria-label={t('playbook.variants.weight')}
                min={0}
                max={1000}
                precision={0}
                disabled={disabled}
                value={weightOf(arm)}
                onChange={(weight) => set(index, { weight: weight ?? 0 })}
                suffix={total > 0 ? `${Math.round((weightOf(arm) / total) * 100)}%` : null}
              />
              {disabled ? null : (
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('playbook.variants.remove')} onClick={() => remove(index)} />
              )}
            </div>
            {isSend ? (
              <TextPair
                label={t('playbook.action.text')}
                rows={3}
                value={given.text}
                disabled={disabled}
                onChange={(text) => set(index, { with: { ...given, text: text ?? '' } })}
              />
            ) : (
              <YamlField
                label={t('playbook.variants.with')}
                value={given}
                disabled={disabled}
                onChange={(next) => set(index, { with: next ?? {} })}
              />
            )}
          </fieldset>
        )
      })}
      {disabled || arms.length >= MOST ? null : (
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t(arms.length === 0 ? 'playbook.variants.start' : 'playbook.variants.add')}
        </Button>
      )}
    </Form.Item>
  )
}

function weightOf(arm: Variant): number {
  return typeof arm.weight === 'number' ? arm.weight : 1
}
