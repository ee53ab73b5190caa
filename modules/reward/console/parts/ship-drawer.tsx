import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Form, Input } from 'antd'
import { listIssues, listRewards, shipIssues } from '../../contract/index.ts'

/** The parcels of the ticked pieces are on their way. */
export function ShipDrawer(props: {
  readonly ids: readonly number[] | undefined
  readonly onClose: () => void
  readonly onDone: (changed: number) => void
}) {
  const { ids, onClose, onDone } = props
  const t = useT()
  return (
    <FormDrawer
      open={ids !== undefined}
      title={t('reward.ship_count', { count: ids?.length ?? 0 })}
      route={shipIssues}
      initial={{ carrier: '', tracking: '' }}
      toInput={(values) => ({ ...values, ids: [...(ids ?? [])] })}
      invalidates={[listIssues, listRewards]}
      submit={t('reward.ship')}
      onClose={onClose}
      onDone={({ changed }) => onDone(changed)}
    >
      <p className="g-soft">{t('reward.ship_hint')}</p>
      <Form.Item name="carrier" label={t('reward.field.carrier')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="tracking" label={t('reward.field.tracking')} extra={t('reward.tracking_hint')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  )
}
