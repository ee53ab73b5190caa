import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { listMembers } from '@grove/member/contract'
import { FormDrawer, useToast } from '@grove/ui'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { addMembers, type CommunityDetail, communityTimeline, getCommunity, listMemberships } from '../../contract/index.ts'

/** Puts people who have a record into the group by hand. */
export function AddMembersDrawer({ community, onClose }: { community: CommunityDetail; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const [text, setText] = useState('')
  const found = useRoute(listMembers, { limit: 20, ...(text.trim() ? { text: text.trim() } : {}) }, { keepPrevious: true })
  return (
    <FormDrawer
      open
      title={t('community.members.add')}
      route={addMembers}
      initial={{ memberIds: [], role: 'member' }}
      toInput={(values) => ({ ...values, id: community.id })}
      invalidates={[listMemberships, getCommunity, communityTimeline]}
      onClose={onClose}
      onDone={({ joined, already, blocked, noRoom }) =>
        toast.done(
          t('community.members.added', { joined: joined.length, already: already.length, blocked: blocked.length, full: noRoom.length }),
        )
      }
    >
      <Form.Item name="memberIds" label={t('member.title')} extra={t('community.members.add_hint')} required>
        <Select
          mode="multiple"
          autoFocus
          loading={found.isFetching}
          showSearch={{ filterOption: false, onSearch: setText }}
          placeholder={t('member.filter.text')}
          options={(found.data?.items ?? []).map((one) => ({
            value: one.id,
            label: [one.displayName, one.phone].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      <Form.Item name="role" label={t('community.role')}>
        <Select
          options={(['member', 'duty', 'kol', 'ambience'] as const).map((value) => ({ value, label: t(`community.role.${value}`) }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
