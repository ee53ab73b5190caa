import { useT } from '@grove/i18n/react'
import { PageHeader, SlotPanels, UrlTabs, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { InvitationList } from '../parts/invitation-list.tsx'
import { InviteStaff } from '../parts/invite-staff.tsx'
import { RightsMatrix } from '../parts/rights-matrix.tsx'
import { StaffList } from '../parts/staff-list.tsx'

export default function StaffPage() {
  const t = useT()
  const viewer = useViewer()
  const [inviting, setInviting] = useState(false)
  const manages = viewer.can('staff.manage')
  const invite = () => setInviting(true)
  return (
    <>
      <PageHeader
        title={t('staff.title')}
        hint={t('staff.hint')}
        actions={
          manages ? (
            <>
              <SlotPanels name="staff.actions" props={{}} />
              <Button type="primary" onClick={invite}>
                {t('staff.invite')}
              </Button>
            </>
          ) : null
        }
      />
      <UrlTabs
        tabs={[
          { key: 'people', label: t('staff.tab.people'), content: <StaffList /> },
          ...(manages ? [{ key: 'invitations', label: t('staff.tab.invitations'), content: <InvitationList onInvite={invite} /> }] : []),
          { key: 'rights', label: t('staff.tab.rights'), content: <RightsMatrix /> },
        ]}
      />
      <InviteStaff open={inviting} onClose={() => setInviting(false)} />
    </>
  )
}
