import { useRoute } from '@grove/client/react'
import { listCommunities } from '@grove/community/contract'
import { useT } from '@grove/i18n/react'
import { Select } from 'antd'

/** All groups, or one. */
export function CommunityChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT()
  const communities = useRoute(listCommunities, { limit: 200 }, { staleMs: 60_000 })
  return (
    <Select
      allowClear
      className="form-choice"
      value={value || null}
      placeholder={t('form.all_groups')}
      aria-label={t('form.field.community')}
      loading={communities.isPending}
      onChange={(next) => onChange(next ?? '')}
      options={(communities.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
    />
  )
}
