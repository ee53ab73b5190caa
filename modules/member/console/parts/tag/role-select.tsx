import { useT } from '@grove/i18n/react'
import { type Role, role } from '@grove/kernel/contract'
import { Select } from 'antd'

/** Roles, or nobody in particular: everybody. */
export function RoleSelect(props: {
  value?: readonly Role[] | null
  onChange?: (value: Role[] | null) => void
  id?: string
  placeholder: string
}) {
  const t = useT()
  return (
    <Select<Role[]>
      {...(props.id ? { id: props.id } : {})}
      mode="multiple"
      allowClear
      value={[...(props.value ?? [])]}
      onChange={(value) => props.onChange?.(value.length ? value : null)}
      placeholder={props.placeholder}
      options={role.options.filter((one) => one !== 'viewer').map((one) => ({ value: one, label: t(`staff.role.${one}`) }))}
    />
  )
}
