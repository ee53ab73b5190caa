import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Figure, Figures, ListPanel, Loaded, TimeText } from '@grove/ui'
import { listOrders, memberPurchases } from '../../contract/index.ts'
import { orderColumns } from './order-columns.tsx'

/** Tab of a member's page: what they bought. */
export default function OrdersOfMember({ memberId }: { memberId: number }) {
  const { t, f } = useI18n()
  const sums = useRoute(memberPurchases, { id: memberId })
  return (
    <>
      <Loaded of={sums}>
        {({ items }) => (
          <Figures>
            {items.map((sum) => (
              <Figure
                key={sum.currency}
                label={t('order.net')}
                value={f.money(sum.net, sum.currency)}
                definition={t('order.net.definition')}
                note={
                  <>
                    {t('order.count', { count: sum.orders })}
                    {sum.lastAt ? (
                      <>
                        {' · '}
                        {t('order.last')} <TimeText at={sum.lastAt} />
                      </>
                    ) : null}
                  </>
                }
              />
            ))}
          </Figures>
        )}
      </Loaded>
      <ListPanel
        name="member-orders"
        prefix="order-"
        route={listOrders}
        input={{ memberId }}
        rowKey={(row) => row.id}
        columns={orderColumns(t, f).filter((column) => column.key !== 'member')}
        empty={{ title: t('order.member_empty') }}
      />
    </>
  )
}
