import { useRoute } from '@grove/client/react'
import { listCommunities } from '@grove/community/contract'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, CopyText, Figure, Figures, FormDrawer, Go, Loaded, PageHeader, Section, usePathParams, VerbButton } from '@grove/ui'
import { Button, Checkbox, Form, Select, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type DeliveryItem, finishDelivery, getDelivery, listDeliveries, listDeliveryMembers, markDelivered } from '../../contract/index.ts'
import { MembersGrid } from '../parts/members-grid.tsx'
import { PromiseEditor } from '../parts/promise-editor.tsx'
import '../parts/delivery.css'

const path = z.object({ id: idParam })

/** /deliveries/:id — the promise, who has had what, the end. */
export default function DeliveryPage() {
  const { id } = usePathParams(path)
  const { t, f } = useI18n()
  const [editing, setEditing] = useState(false)
  const [ending, setEnding] = useState(false)
  const delivery = useRoute(getDelivery, { id }, { liveOn: ['delivery'], refetchEvery: 15_000 })
  const communities = useRoute(listCommunities, { limit: 100 })
  return (
    <Loaded of={delivery}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            back="/deliveries"
            hint={
              <>
                <CopyText text={data.url} /> · <Go to={`/communities/${id}`}>{t('delivery.to_community')}</Go>
              </>
            }
            actions={
              <Can right="delivery.write">
                <Button onClick={() => setEnding(true)}>{t('delivery.finish')}</Button>
                <Button type="primary" onClick={() => setEditing(true)}>
                  {t('delivery.edit')}
                </Button>
              </Can>
            }
          />
          <Section>
            <Figures>
              <Figure
                label={t('delivery.share')}
                value={data.share === null ? null : t('delivery.percent', { percent: f.number(data.share) })}
                definition={t('delivery.share_definition')}
              />
              <Figure
                label={t('delivery.owed')}
                value={data.owed}
                definition={t('delivery.owed_definition')}
                {...(data.owed > 0 ? { tone: 'bad' as const } : {})}
              />
              <Figure label={t('delivery.members')} value={data.members} definition={t('delivery.members_definition')} />
              <Figure label={t('delivery.next_due')} value={data.nextDue} definition={t('delivery.next_due_definition')} />
            </Figures>
          </Section>
          <Section title={t('delivery.promise')}>
            {data.promise.length === 0 ? <p className="g-soft">{t('delivery.no_promise')}</p> : null}
            {data.promise.map((item) => (
              <Item key={item.id} communityId={id} item={item} members={data.members} />
            ))}
          </Section>
          <MembersGrid communityId={id} promise={data.promise} />
          {editing ? <PromiseEditor communityId={id} promise={data.promise} onClose={() => setEditing(false)} /> : null}
          <FormDrawer
            open={ending}
            title={t('delivery.finish')}
            route={finishDelivery}
            initial={{ toCommunityId: null, owedKnown: false }}
            toInput={(values) => ({ ...values, id, toCommunityId: values.toCommunityId ?? null })}
            invalidates={[getDelivery, listDeliveries, listDeliveryMembers]}
            onClose={() => setEnding(false)}
          >
            <p>{t('delivery.finish_hint')}</p>
            <Form.Item name="toCommunityId" label={t('delivery.move_to')} extra={t('delivery.move_to_hint')}>
              <Select
                allowClear
                options={(communities.data?.items ?? []).filter((one) => one.id !== id).map((one) => ({ value: one.id, label: one.name }))}
              />
            </Form.Item>
            <Form.Item name="owedKnown" valuePropName="checked">
              <Checkbox>{t('delivery.owed_known')}</Checkbox>
            </Form.Item>
          </FormDrawer>
        </>
      )}
    </Loaded>
  )
}

function Item({ communityId, item, members }: { readonly communityId: number; readonly item: DeliveryItem; readonly members: number }) {
  const { t, f } = useI18n()
  return (
    <section className="delivery-item">
      <div>
        <strong>{item.title}</strong> <span className={item.late ? 'g-bad' : 'g-soft'}>{t('delivery.due', { day: item.dueOn })}</span>
        {item.tickedBy ? <Tag>{t('delivery.ticks_itself')}</Tag> : null}
        {item.note ? <div className="g-soft">{item.note}</div> : null}
      </div>
      <span>{t('delivery.had_of', { had: f.number(item.delivered), of: f.number(members) })}</span>
      <Can right="delivery.run">
        <VerbButton
          route={markDelivered}
          input={{ id: communityId, itemId: item.id, memberIds: null, done: true }}
          invalidates={[getDelivery, listDeliveries, listDeliveryMembers]}
          button={{ size: 'small', disabled: item.delivered >= members }}
          confirm={{ title: t('delivery.all_ask', { title: item.title, count: members - item.delivered }), ok: t('delivery.all') }}
        >
          {t('delivery.all')}
        </VerbButton>
      </Can>
    </section>
  )
}
