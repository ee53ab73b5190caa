import { useT } from '@grove/i18n/react'
import { FormDrawer, useGo } from '@grove/ui'
import { createMember, getMember, listMembers, type MemberDetail, memberTimeline, updateMember } from '../../contract/index.ts'
import { emptiedToNull, leaveMasked, ProfileFields } from './profile-fields.tsx'

export function NewMemberDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  return (
    <FormDrawer
      open={open}
      title={t('member.new')}
      route={createMember}
      initial={{ kind: 'member', stage: 1 }}
      toInput={emptiedToNull}
      invalidates={[listMembers]}
      onClose={onClose}
      onDone={({ id }) => go(`/members/${id}`)}
    >
      <ProfileFields withStage />
    </FormDrawer>
  )
}

export function EditMemberDrawer({ member, open, onClose }: { member: MemberDetail; open: boolean; onClose: () => void }) {
  const t = useT()
  const { id, displayName, phone, email, kind, ownerStaffId, gender, city, cityTier, occupation, industry, employer, title, ageBand } =
    member
  return (
    <FormDrawer
      open={open}
      title={t('member.edit')}
      route={updateMember}
      initial={{ displayName, phone, email, kind, ownerStaffId, gender, city, cityTier, occupation, industry, employer, title, ageBand }}
      toInput={(values) => ({ ...leaveMasked(emptiedToNull(values), { phone, email }), id })}
      invalidates={[listMembers, getMember, memberTimeline]}
      onClose={onClose}
    >
      <ProfileFields />
    </FormDrawer>
  )
}
