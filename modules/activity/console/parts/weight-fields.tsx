import { useI18n } from '@grove/i18n/react'
import { ConditionInput } from '@grove/segment/console'
import { Button, Form, Input, InputNumber } from 'antd'
import type { Condition } from '@grove/condition-kit/contract'
import type { Weights } from '../../contract/index.ts'

export const NO_WEIGHTS: Weights = { perSignIn: 0, rules: [] }
const MOST_RULES = 4

/** Every rule has a name and a condition. */
export const wholeWeights = ({ rules }: Weights): boolean => rules.every((rule) => rule.label.trim() !== '' && Boolean(rule.condition))

/** Who holds more than one ticket of the draw: for days signed in, and by conditions. */
export function WeightFields(props: {
  readonly weights: Weights
  /** Of the draw, or of one prize: begins the ids of its fields. */
  readonly name: string
  /** Conditions are for who may ask them. */
  readonly mayAsk: boolean
  readonly onChange: (weights: Weights) => void
}) {
  const { t } = useI18n()
  const { weights, name, onChange } = props
  const set = (at: number, change: Partial<Weights['rules'][number]>) =>
    onChange({ ...weights, rules: weights.rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule)) })
  return (
    <>
      <p className="g-soft">{t('activity.weights.hint')}</p>
      <Form.Item label={t('activity.weights.per_sign_in_field')} htmlFor={`${name}-per-sign-in`} required>
        <InputNumber
          id={`${name}-per-sign-in`}
          min={0}
          max={10}
          precision={0}
          value={weights.perSignIn}
          onChange={(value) => onChange({ ...weights, perSignIn: value ?? 0 })}
        />
      </Form.Item>
      {weights.rules.map((rule, at) => (
        // Rules keep their places: the place is the key.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className="activity-weight">
          <legend>{t('activity.weights.rule_n', { number: at + 1 })}</legend>
          <div className="activity-row">
            <Form.Item label={t('activity.weights.label')} htmlFor={`${name}-weight-label-${at}`} required>
              <Input
                id={`${name}-weight-label-${at}`}
                maxLength={40}
                value={rule.label}
                onChange={(event) => set(at, { label: event.target.value })}
              />
            </Form.Item>
            <Form.Item label={t('activity.weights.tickets')} htmlFor={`${name}-weight-tickets-${at}`} required>
              <InputNumber
                id={`${name}-weight-tickets-${at}`}
                min={2}
                max={50}
                precision={0}
                value={rule.tickets}
                onChange={(tickets) => set(at, { tickets: tickets ?? 2 })}
              />
            </Form.Item>
          </div>
          <ConditionInput value={(rule.condition ?? undefined) as Condition | undefined} onChange={(condition) => set(at, { condition })} />
          {at === weights.rules.length - 1 ? (
            <Button type="link" onClick={() => onChange({ ...weights, rules: weights.rules.slice(0, -1) })}>
              {t('activity.weights.remove')}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {props.mayAsk && weights.rules.length < MOST_RULES ? (
        <Button
          className="activity-more"
          onClick={() => onChange({ ...weights, rules: [...weights.rules, { label: '', tickets: 3, condition: undefined }] })}
        >
          {t('activity.weights.add')}
        </Button>
      ) : null}
    </>
  )
}
