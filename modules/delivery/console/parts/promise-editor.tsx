import { useI18n } from '@grove/i18n/react'
import { DayField, FormDrawer } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { type DeliveryItem, getDelivery, listDeliveries, listDeliveryMembers, savePromise } from '../../contract/index.ts'
import { TickedByField } from './ticked-by-field.tsx'

/** The list as it was promised: what, and on which day. */
export function PromiseEditor(props: {
  readonly communityId: number
  readonly promise: readonly DeliveryItem[]
  readonly onClose: () => void
}) {
  const { t } = useI18n()
  const items = props.promise.map(({ id, title, note, dueOn, tickedBy }) => ({ id, title, note, dueOn, tickedBy }))
  return (
    <FormDrawer
      open
      title={t('delivery.edit')}
      route={savePromise}
      initial={{ items }}
      toInput={(values) => ({
        id: props.communityId,
        items: ((values as { items?: readonly Partial<DeliveryItem>[] }).items ?? []).map((one) => ({
          id: one.id ?? null,
          title: one.title ?? '',
          note: one.note ?? '',
          dueOn: one.dueOn ?? '',
          tickedBy: one.tickedBy ?? null,
        })),
      })}
      invalidates={[getDelivery, listDeliveries, listDeliveryMembers]}
      onClose={props.onClose}
    >
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <section key={key} className="delivery-edit">
                <Form.Item name={[name, 'title']} label={t('delivery.item_title')} required>
                  <Input maxLength={80} />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} label={t('delivery.item_due')} required>
                  <DayField />
                </Form.Item>
                <Form.Item name={[name, 'note']} label={t('delivery.item_note')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[name, 'tickedBy']} label={t('delivery.ticked_by')} extra={t('delivery.ticked_by_hint')}>
                  <TickedByField />
                </Form.Item>
                <Button size="small" danger onClick={() => remove(name)}>
                  {t('delivery.item_remove')}
                </Button>
              </section>
            ))}
            <Button onClick={() => add({ id: null, title: '', note: '', tickedBy: null })}>{t('delivery.item_add')}</Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  )
}
