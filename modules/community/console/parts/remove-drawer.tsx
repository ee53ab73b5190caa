import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { AutoComplete, Form, Input, Switch } from 'antd'
import {
  type CommunityDetail,
  communityTimeline,
  getCommunity,
  listMemberships,
  type MembershipRow,
  removeMember,
} from '../../contract/index.ts'

/** Removing says which rule was broken and what shows it; both stay on record. */
export function RemoveDrawer({ community, row, onClose }: { community: CommunityDetail; row: MembershipRow; onClose: () => void }) {
  const t = useT()
  return (
    <FormDrawer
      open
      title={t('community.remove.title', { name: row.displayName })}
      route={removeMember}
      submit={t('community.act.remove')}
      initial={{ rule: '', evidence: '', mayRejoin: false }}
      toInput={(values) => ({ ...values, id: community.id, memberId: row.memberId })}
      invalidates={[listMemberships, getCommunity, communityTimeline]}
      onClose={onClose}
    >
      <Form.Item name="rule" label={t('community.remove.rule')} extra={t('community.remove.rule_hint')} required>
        <AutoComplete options={community.rules.map((rule) => ({ value: rule.text }))} showSearch={{ filterOption: true }} maxLength={300} />
      </Form.Item>
      <Form.Item name="evidence" label={t('community.remove.evidence')} extra={t('community.remove.evidence_hint')}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      <Form.Item name="mayRejoin" label={t('community.remove.may_rejoin')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
