import { MoreOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { useToast } from '@grove/ui'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import {
  type CommunityDetail,
  changeMembership,
  communityTimeline,
  getCommunity,
  listMemberships,
  type MembershipRow,
} from '../../contract/index.ts'
import { RemoveDrawer } from './remove-drawer.tsx'

const HOUR = 3_600_000
const MUTES = { mute_hour: HOUR, mute_day: 24 * HOUR, mute_week: 7 * 24 * HOUR } as const
const ROLES = ['member', 'duty', 'kol', 'ambience'] as const

/** Everything one may do with one member of a group. */
export function MemberActions({ community, row }: { community: CommunityDetail; row: MembershipRow }) {
  const t = useT()
  const toast = useToast()
  const [removing, setRemoving] = useState(false)
  const change = useVerb(changeMembership, { invalidates: [listMemberships, getCommunity, communityTimeline] })
  const muted = row.mutedUntil !== null && new Date(row.mutedUntil) > new Date()
  const active = row.state === 'active'
  const items = active
    ? [
        ...(muted
          ? [{ key: 'unmute', label: t('community.act.unmute') }]
          : Object.keys(MUTES).map((key) => ({ key, label: t(`community.act.${key}`) }))),
        { type: 'divider' as const },
        ...(row.kind === 'member'
          ? ROLES.filter((role) => role !== row.role).map((role) => ({ key: `role:${role}`, label: t(`community.act.role.${role}`) }))
          : []),
        { type: 'divider' as const },
        { key: 'remove', danger: true, label: t('community.act.remove'), disabled: !community.allowed.includes('remove') },
      ]
    : row.rejoinBlocked
      ? [{ key: 'allow', label: t('community.act.allow') }]
      : []
  if (items.length === 0) return null
  const run = (key: string) => {
    if (key === 'remove') return setRemoving(true)
    const base = { id: community.id, memberId: row.memberId }
    const input = key.startsWith('role:')
      ? { ...base, role: ROLES.find((role) => key === `role:${role}`) ?? row.role }
      : key === 'allow'
        ? { ...base, rejoinAllowed: true as const }
        : { ...base, mutedUntil: key === 'unmute' ? null : new Date(Date.now() + MUTES[key as keyof typeof MUTES]) }
    change.mutate(input, { onSuccess: () => toast.done(t('community.act.done', { name: row.displayName })), onError: toast.failed })
  }
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run(key) }}>
        <Button
          type="text"
          icon={<MoreOutlined />}
          loading={change.isPending}
          aria-label={t('community.act.of', { name: row.displayName })}
        />
      </Dropdown>
      {removing ? <RemoveDrawer community={community} row={row} onClose={() => setRemoving(false)} /> : null}
    </>
  )
}
