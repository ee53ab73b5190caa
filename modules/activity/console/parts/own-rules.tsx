import type { Condition } from '@grove/condition-kit/contract'
import { useT } from '@grove/i18n/react'
import { ConditionInput } from '@grove/segment/console'
import { Checkbox, Form, Input } from 'antd'
import type { Award, AwardRule } from '../../contract/index.ts'
import { NO_WEIGHTS, WeightFields, wholeWeights } from './weight-fields.tsx'

type Drawn = Extract<AwardRule, { kind: 'draw' }>

/** Every rule of a prize has a name and a condition. */
export const wholeAward = ({ who }: Award): boolean =>
  who.kind !== 'draw' ||
  ((!who.weights || wholeWeights(who.weights)) && (!who.only || Boolean(who.only.label.trim() && who.only.condition)))

/** What a prize that is drawn has of its own: whom it is for, and who has more tickets for it. */
export function OwnRules(props: {
  readonly name: string
  readonly who: Drawn
  readonly mayAsk: boolean
  /** Tickets are weighed; in a quiz they are right answers. */
  readonly weighs: boolean
  readonly onChange: (who: Drawn) => void
}) {
  const t = useT()
  const { name, who, onChange } = props
  const { only = null, weights = null } = who
  return (
    <div className="activity-own">
      {props.mayAsk ? (
        <Checkbox
          checked={only !== null}
          onChange={(event) => onChange({ ...who, only: event.target.checked ? { label: '', condition: undefined } : null })}
        >
          {t('activity.only')}
        </Checkbox>
      ) : null}
      {only ? (
        <>
          <Form.Item label={t('activity.only.label')} htmlFor={`${name}-only`} extra={t('activity.only.hint')} required>
            <Input
              id={`${name}-only`}
              maxLength={40}
              value={only.label}
              onChange={(event) => onChange({ ...who, only: { ...only, label: event.target.value } })}
            />
          </Form.Item>
          <ConditionInput
            value={(only.condition ?? undefined) as Condition | undefined}
            onChange={(condition) => onChange({ ...who, only: { ...only, condition } })}
          />
        </>
      ) : null}
      {props.weighs ? (
        <Checkbox checked={weights !== null} onChange={(event) => onChange({ ...who, weights: event.target.checked ? NO_WEIGHTS : null })}>
          {t('activity.own.weights')}
        </Checkbox>
      ) : null}
      {weights ? (
        <WeightFields name={name} weights={weights} mayAsk={props.mayAsk} onChange={(next) => onChange({ ...who, weights: next })} />
      ) : null}
    </div>
  )
}
