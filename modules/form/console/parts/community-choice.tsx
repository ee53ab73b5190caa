import { useCommunities } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { Select } from 'antd'

/** All groups, or one. */
export function CommunityChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT()
  const { items, loading, onSearch } = useCommunities(Number(value) || undefined)
  return (
    <Select
      allowClear
      className="form-choice"
      value={value || null}
      placeholder={t('form.all_groups')}
      aria-label={t('form.field.community')}
      showSearch={{ filterOption: false, onSearch }}
      loading={loading}
      onChange={(next) => onChange(next ?? '')}
      options={items.map((one) => ({ value: String(one.id), label: one.name }))}
    />
  )
}
