import { useClient, useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { BulkAction } from '@grove/ui'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { type CommunityDetail, listCommunities, type listMemberships, transferMembers } from '../../contract/index.ts'

interface Asking {
  readonly count: number
  readonly answer: (to: number | undefined) => void
}

/** Moves ticked members to another community, as far as there is room. */
export function useTransfer(community: CommunityDetail): {
  readonly action: BulkAction<typeof listMemberships>
  readonly asking: ReactNode
} {
  const t = useT()
  const client = useClient()
  const [asking, setAsking] = useState<Asking>()
  const action: BulkAction<typeof listMemberships> = {
    key: 'transfer',
    label: t('community.transfer'),
    run: async (selection) => {
      if (selection.kind !== 'rows') return undefined
      const to = await new Promise<number | undefined>((answer) => setAsking({ count: selection.count, answer }))
      setAsking(undefined)
      if (to === undefined) return undefined
      const { moved, already, noRoom, blocked } = await client.call(transferMembers, {
        id: community.id,
        toCommunityId: to,
        memberIds: selection.keys.map(Number),
      })
      return t('community.transfer.done', { moved: moved.length + already.length, left: noRoom.length + blocked.length })
    },
  }
  return { action, asking: asking ? <TargetModal except={community.id} asking={asking} /> : null }
}

function TargetModal({ except, asking }: { except: number; asking: Asking }) {
  const t = useT()
  const [to, setTo] = useState<number>()
  const [text, setText] = useState('')
  const found = useRoute(listCommunities, { limit: 50, ...(text.trim() ? { text: text.trim() } : {}) }, { keepPrevious: true })
  const targets = (found.data?.items ?? []).filter((one) => one.id !== except && ['planned', 'recruiting', 'active'].includes(one.state))
  return (
    <Modal
      open
      centered
      title={t('community.transfer.ask', { count: asking.count })}
      okText={t('community.transfer')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: to === undefined }}
      onOk={() => asking.answer(to)}
      onCancel={() => asking.answer(undefined)}
    >
      <Select
        className="g-wide"
        autoFocus
        loading={found.isFetching}
        showSearch={{ filterOption: false, onSearch: setText }}
        {...(to === undefined ? {} : { value: to })}
        onChange={setTo}
        aria-label={t('community.title')}
        options={targets.map((one) => ({ value: one.id, label: `${one.name} · ${one.memberCount}/${one.capacity}` }))}
      />
      <p className="g-soft">{t('community.transfer.hint')}</p>
    </Modal>
  )
}
