import { useT } from '@grove/i18n/react'
import { ColleagueField } from '@grove/identity/console'
import { FormDrawer, useToast } from '@grove/ui'
import { Form, Input, Switch } from 'antd'
import { listMembers, listTags, saveTagGroup, type TagGroup } from '../../../contract/index.ts'
import { ColorSelect } from './color-select.tsx'
import { RoleSelect } from './role-select.tsx'

/** Makes or changes a group of tags. */
export function GroupForm({ group, onClose }: { group: Partial<TagGroup> | undefined; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  return (
    <FormDrawer
      open={group !== undefined}
      title={t(group?.name ? 'member.tag_groups.edit' : 'member.tag_groups.new')}
      route={saveTagGroup}
      initial={{
        name: group?.name ?? '',
        singleChoice: group?.singleChoice ?? false,
        color: group?.color ?? null,
        ownerStaffId: group?.ownerStaffId ?? null,
        roles: group?.roles ?? null,
      }}
      toInput={(values) => ({ ...values, ...(group?.name ? { was: group.name } : {}) })}
      invalidates={[listTags, listMembers]}
      onDone={({ changed }) => {
        if (changed > 0) toast.done(t('member.tag_groups.settled', { count: changed }))
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('member.tag_groups.name')} required>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="singleChoice" label={t('member.tags.single')} extra={t('member.tags.single_hint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="color" label={t('member.tags.color')} extra={t('member.tag_groups.color_hint')}>
        <ColorSelect />
      </Form.Item>
      <Form.Item name="ownerStaffId" label={t('member.tag_groups.owner')} extra={t('member.tag_groups.owner_hint')}>
        <ColleagueField allowClear />
      </Form.Item>
      <Form.Item name="roles" label={t('member.tags.roles')} extra={t('member.tag_groups.roles_hint')}>
        <RoleSelect placeholder={t('member.tags.everybody')} />
      </Form.Item>
    </FormDrawer>
  )
}
