import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Go, ListPanel, useViewer } from '@grove/ui'
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import {
  type DeliveryItem,
  type DeliveryMember,
  getDelivery,
  keepResult,
  listDeliveries,
  listDeliveryMembers,
  markDelivered,
} from '../../contract/index.ts'

/** Members down, deliverables across; who has had least comes first. */
export function MembersGrid({ communityId, promise }: { readonly communityId: number; readonly promise: readonly DeliveryItem[] }) {
  const { t, f } = useI18n()
  return (
    <ListPanel
      name="delivery-members"
      route={listDeliveryMembers}
      input={{ id: communityId }}
      prefix="m."
      rowKey={(row: DeliveryMember) => row.memberId}
      columns={[
        { key: 'name', title: t('delivery.member'), phone: 'title', render: (row) => <Go to={`/members/${row.memberId}`}>{row.name}</Go> },
        {
          key: 'had',
          title: t('delivery.share'),
          align: 'right',
          render: (row) => t('delivery.had_of', { had: f.number(row.delivered.length), of: f.number(promise.length) }),
        },
        ...promise.map((item) => ({
          key: `i${item.id}`,
          title: item.title,
          render: (row: DeliveryMember) => <Tick communityId={communityId} item={item} row={row} />,
        })),
        { key: 'result', title: t('delivery.result'), render: (row) => <Result communityId={communityId} row={row} /> },
      ]}
      empty={{ title: t('delivery.no_members'), hint: t('delivery.no_members_hint') }}
    />
  )
}

function Tick({ communityId, item, row }: { readonly communityId: number; readonly item: DeliveryItem; readonly row: DeliveryMember }) {
  const { t } = useI18n()
  const { can } = useViewer()
  const mark = useVerb(markDelivered, { invalidates: [getDelivery, listDeliveries, listDeliveryMembers] })
  return (
    <Checkbox
      checked={row.delivered.includes(item.id)}
      disabled={!can('delivery.run') || mark.isPending}
      aria-label={t('delivery.tick', { title: item.title, name: row.name })}
      onChange={(event) => mark.mutate({ id: communityId, itemId: item.id, memberIds: [row.memberId], done: event.target.checked })}
    />
  )
}

function Result({ communityId, row }: { readonly communityId: number; readonly row: DeliveryMember }) {
  const { t } = useI18n()
  const { can } = useViewer()
  const [text, setText] = useState(row.result ?? '')
  const keep = useVerb(keepResult, { invalidates: [listDeliveryMembers] })
  if (!can('delivery.run')) return <>{row.result}</>
  return (
    <Input
      size="small"
      maxLength={500}
      value={text}
      aria-label={t('delivery.result_of', { name: row.name })}
      placeholder={t('delivery.result_hint')}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => text !== (row.result ?? '') && keep.mutate({ id: communityId, memberId: row.memberId, text })}
    />
  )
}
