import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { AutoComplete, Form, Input, InputNumber } from 'antd'
import { listMembers, listTags, saveTag, type TagGroup, type TagInList } from '../../../contract/index.ts'
import { ColorSelect } from './color-select.tsx'
import { RoleSelect } from './role-select.tsx'

/** Makes or changes one tag. */
export function TagForm({
  tag,
  groups,
  onClose,
}: {
  tag: Partial<TagInList> | undefined
  groups: readonly TagGroup[]
  onClose: () => void
}) {
  const t = useT()
  return (
    <FormDrawer
      open={tag !== undefined}
      title={t(tag?.id ? 'member.tags.edit_one' : 'member.tags.new')}
      route={saveTag}
      initial={{
        name: tag?.name ?? '',
        groupName: tag?.groupName ?? '',
        color: tag?.color ?? null,
        lifeDays: tag?.lifeDays ?? null,
        roles: tag?.roles ?? null,
      }}
      toInput={(values) => ({ ...values, ...(tag?.id ? { id: tag.id } : {}), groupName: values.groupName ?? '' })}
      invalidates={[listTags, listMembers]}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('member.tags.name')} required>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="groupName" label={t('member.tags.group')} extra={t('member.tags.group_hint')}>
        <AutoComplete
          maxLength={40}
          options={groups.map((group) => ({ value: group.name }))}
          showSearch={{ filterOption: true }}
          allowClear
        />
      </Form.Item>
      <Form.Item name="color" label={t('member.tags.color')} extra={t('member.tags.color_hint')}>
        <ColorSelect />
      </Form.Item>
      <Form.Item name="lifeDays" label={t('member.tags.life')} extra={t('member.tags.life_hint')}>
        <InputNumber min={1} max={3650} precision={0} suffix={t('member.tags.life_unit')} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="roles" label={t('member.tags.roles')} extra={t('member.tags.roles_hint')}>
        <RoleSelect placeholder={t('member.tags.roles_of_group')} />
      </Form.Item>
    </FormDrawer>
  )
}
