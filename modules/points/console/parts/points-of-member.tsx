import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, Figure, Figures, FormDrawer, ListPanel, Section, TimeText } from '@grove/ui'
import { Button, Form, Input, InputNumber, Tag } from 'antd'
import { useState } from 'react'
import { adjustPoints, type Entry, MOST_AT_ONCE, pointsOfMember, reverseEntry } from '../../contract/index.ts'
import { reasonWords } from '../../domain/reason-words.ts'

/** On a member's page: how many points, where each came from, and a way to put one right. */
export default function PointsOfMember({ memberId }: { memberId: number }) {
  const { t, f } = useI18n()
  const [adjusting, setAdjusting] = useState(false)
  const [undoing, setUndoing] = useState<Entry>()
  const ledger = useRoute(pointsOfMember, { id: memberId, limit: 1 })
  const invalidates = [pointsOfMember]
  return (
    <>
      <Section
        extra={
          <Can right="points.adjust">
            <Button icon={<PlusOutlined />} onClick={() => setAdjusting(true)}>
              {t('points.adjust')}
            </Button>
          </Can>
        }
      >
        <Figures>
          <Figure label={t('points.balance')} value={ledger.data?.balance} definition={t('points.balance_definition')} />
        </Figures>
      </Section>
      <ListPanel
        name="points"
        route={pointsOfMember}
        input={{ id: memberId }}
        rowKey={(row) => row.id}
        prefix="points."
        columns={[
          { key: 'reason', title: t('points.reason'), phone: 'title', render: (row) => reasonWords(t, row) },
          {
            key: 'amount',
            title: t('points.amount'),
            align: 'right',
            phone: 'state',
            render: (row) => (
              <span className={row.amount > 0 ? 'g-good' : 'g-bad'}>
                {row.amount > 0 ? `+${f.number(row.amount)}` : f.number(row.amount)}
              </span>
            ),
          },
          { key: 'balance', title: t('points.after'), align: 'right', render: (row) => f.number(row.balance) },
          { key: 'at', title: t('points.at'), render: (row) => <TimeText at={row.at} as="dateTime" /> },
          {
            key: 'undo',
            title: '',
            align: 'right',
            render: (row) =>
              row.reversedBy ? (
                <Tag>{t('points.reversed')}</Tag>
              ) : row.reverses ? null : (
                <Can right="points.adjust">
                  <Button size="small" type="link" onClick={() => setUndoing(row)}>
                    {t('points.reverse')}
                  </Button>
                </Can>
              ),
          },
        ]}
        empty={{ title: t('points.empty'), hint: t('points.empty_hint') }}
      />
      <FormDrawer
        open={adjusting}
        title={t('points.adjust')}
        route={adjustPoints}
        initial={{ note: '' }}
        toInput={(values) => ({ ...values, id: memberId })}
        invalidates={invalidates}
        onClose={() => setAdjusting(false)}
      >
        <Form.Item name="amount" label={t('points.amount')} extra={t('points.amount_hint')} required>
          <InputNumber className="g-wide" min={-MOST_AT_ONCE} max={MOST_AT_ONCE} precision={0} autoFocus />
        </Form.Item>
        <Note />
      </FormDrawer>
      <FormDrawer
        open={undoing !== undefined}
        title={t('points.reverse_of', { amount: undoing?.amount ?? 0 })}
        route={reverseEntry}
        initial={{ note: '' }}
        toInput={(values) => ({ ...values, id: undoing?.id ?? 0 })}
        invalidates={invalidates}
        onClose={() => setUndoing(undefined)}
      >
        <Note />
      </FormDrawer>
    </>
  )
}

function Note() {
  const { t } = useI18n()
  return (
    <Form.Item name="note" label={t('points.note')} extra={t('points.note_hint')} required>
      <Input maxLength={200} />
    </Form.Item>
  )
}
