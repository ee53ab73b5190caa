import { useT } from '@grove/i18n/react'
import { role } from '@grove/kernel/contract'
import { useViewer } from '@grove/ui'
import { Form, Select } from 'antd'

/** Role and scope: fields `role` and `scope` of inviting and changing. Only a head is offered to make heads. */
export function PlaceFields({ disabled = false }: { disabled?: boolean }) {
  const t = useT()
  const viewer = useViewer()
  const kind = Form.useWatch<string | undefined>(['scope', 'kind'])
  const roles = role.options.filter((value) => value !== 'head' || viewer.role === 'head')
  return (
    <>
      <Form.Item name="role" label={t('staff.role')} extra={t('staff.role.hint')} required>
        <Select disabled={disabled} options={roles.map((value) => ({ value, label: t(`staff.role.${value}.long`) }))} />
      </Form.Item>
      <Form.Item name={['scope', 'kind']} label={t('staff.scope')} extra={t('staff.scope.hint')} required>
        <Select
          disabled={disabled}
          options={(['all', 'own', 'chapter'] as const).map((value) => ({ value, label: t(`staff.scope.${value}`) }))}
        />
      </Form.Item>
      {kind === 'chapter' ? (
        <Form.Item name={['scope', 'chapters']} label={t('staff.chapters')} extra={t('staff.chapters.hint')} required>
          <Select mode="tags" disabled={disabled} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} />
        </Form.Item>
      ) : null}
    </>
  )
}
