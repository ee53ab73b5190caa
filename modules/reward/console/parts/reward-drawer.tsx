import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Form, Input, InputNumber, Select } from 'antd'
import { createReward, listRewards, type Reward, rewardKind, saveReward } from '../../contract/index.ts'

interface Props {
  readonly open: boolean
  readonly reward?: Reward
  readonly onClose: () => void
}

/** A new entry of the catalogue, or a changed one. Money is typed in whole units and kept in the smallest. */
export function RewardDrawer({ open, reward, onClose }: Props) {
  const t = useT()
  const shared = { open, onClose, invalidates: [listRewards] }
  return reward ? (
    <FormDrawer
      {...shared}
      title={t('reward.edit_of', { name: reward.name })}
      route={saveReward}
      initial={{ ...reward, cost: reward.cost / 100, budget: reward.budget === null ? null : reward.budget / 100 }}
      toInput={(values) => ({ ...minor(values), id: reward.id })}
    >
      <Fields kind={reward.kind} />
    </FormDrawer>
  ) : (
    <FormDrawer
      {...shared}
      title={t('reward.new')}
      route={createReward}
      initial={{ kind: 'coupon', description: '', points: 0, cost: 0 }}
      toInput={(values) => minor(values)}
    >
      <Form.Item name="kind" label={t('reward.field.kind')} required>
        <Select options={rewardKind.options.map((value) => ({ value, label: t(`reward.kind_long.${value}`) }))} />
      </Form.Item>
      <Form.Item name="key" label={t('reward.field.key')} extra={t('reward.key_hint')} required>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before, after) => before.kind !== after.kind}>
        {(form) => <Fields kind={form.getFieldValue('kind') as Reward['kind']} />}
      </Form.Item>
    </FormDrawer>
  )
}

function minor<V extends { cost?: number | undefined; budget?: number | null | undefined }>(values: V): V {
  const { budget } = values
  return {
    ...values,
    cost: Math.round((values.cost ?? 0) * 100),
    budget: budget === null || budget === undefined ? null : Math.round(budget * 100),
  }
}

function Fields({ kind }: { readonly kind: Reward['kind'] }) {
  const t = useT()
  return (
    <>
      <Form.Item name="name" label={t('reward.field.name')} required>
        <Input maxLength={60} placeholder={t('reward.name_example')} />
      </Form.Item>
      <Form.Item name="description" label={t('reward.field.description')} extra={t('reward.description_hint')}>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      {kind === 'points' ? (
        <Form.Item name="points" label={t('reward.field.points')} required>
          <InputNumber className="g-wide" min={1} max={100_000} precision={0} />
        </Form.Item>
      ) : null}
      <Form.Item name="stock" label={t('reward.field.stock')} extra={t(kind === 'codes' ? 'reward.stock_codes' : 'reward.stock_hint')}>
        <InputNumber className="g-wide" min={0} precision={0} />
      </Form.Item>
      <Form.Item name="cost" label={t('reward.field.cost')} extra={t('reward.cost_hint')}>
        <InputNumber className="g-wide" min={0} precision={2} />
      </Form.Item>
      <Form.Item name="budget" label={t('reward.field.budget')} extra={t('reward.budget_hint')}>
        <InputNumber className="g-wide" min={0} precision={2} />
      </Form.Item>
      {kind === 'points' ? null : (
        <Form.Item name="validDays" label={t('reward.field.valid_days')} extra={t('reward.valid_hint')}>
          <InputNumber className="g-wide" min={1} max={3650} precision={0} />
        </Form.Item>
      )}
    </>
  )
}
