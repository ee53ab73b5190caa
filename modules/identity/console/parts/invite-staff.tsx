import { useT } from '@grove/i18n/react'
import { CopyText, FormDrawer, QrCode, TimeText } from '@grove/ui'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { inviteStaff, listInvitations } from '../../contract/index.ts'
import { PlaceFields } from './place-fields.tsx'

/** Asks who and as what, then shows the link: it is told once. */
export function InviteStaff({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT()
  const [made, setMade] = useState<{ url: string; name: string; expiresAt: Date }>()
  return (
    <>
      <FormDrawer
        open={open}
        title={t('staff.invite')}
        route={inviteStaff}
        initial={{ role: 'operator', scope: { kind: 'all' } }}
        submit={t('staff.invite.submit')}
        invalidates={[listInvitations]}
        onClose={onClose}
        onDone={({ url, displayName, expiresAt }) => setMade({ url, name: displayName, expiresAt })}
      >
        <Form.Item name="displayName" label={t('staff.name')} extra={t('staff.name.hint')} required>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <PlaceFields />
      </FormDrawer>
      <Modal
        open={made !== undefined}
        title={t('staff.invite.made', { name: made?.name ?? '' })}
        onCancel={() => setMade(undefined)}
        footer={<Button onClick={() => setMade(undefined)}>{t('staff.invite.close')}</Button>}
      >
        {made ? (
          <>
            <p>{t('staff.invite.once')}</p>
            <p>
              <CopyText text={made.url} />
            </p>
            <QrCode value={made.url} label={t('staff.invite.qr')} />
            <p className="g-soft">
              {t('staff.invite.until')} <TimeText at={made.expiresAt} as="dateTime" />
            </p>
          </>
        ) : null}
      </Modal>
    </>
  )
}
