import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { listMembers } from '@grove/member/contract'
import { FormDrawer } from '@grove/ui'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { giveRewards, listIssues, listRewards, type Reward } from '../../contract/index.ts'

/** By hand, with the reason the members will read. */
export function GiveDrawer({ reward, onClose }: { readonly reward: Reward; readonly onClose: () => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const found = useRoute(listMembers, { limit: 20, ...(text ? { text } : {}) }, { keepPrevious: true })
  return (
    <FormDrawer
      open
      title={t('reward.give_of', { name: reward.name })}
      route={giveRewards}
      initial={{ memberIds: [], why: '' }}
      toInput={(values) => ({ ...values, rewardId: reward.id })}
      invalidates={[listRewards, listIssues]}
      submit={t('reward.give')}
      onClose={onClose}
    >
      <Form.Item name="memberIds" label={t('reward.give_to')} required>
        <Select
          mode="multiple"
          showSearch={{ filterOption: false, onSearch: setText }}
          loading={found.isPending}
          options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
        />
      </Form.Item>
      <Form.Item name="why" label={t('reward.field.why')} extra={t('reward.why_hint')} required>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}
