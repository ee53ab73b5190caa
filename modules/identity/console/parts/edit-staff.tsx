import { useT } from '@grove/i18n/react'
import { FormDrawer, useToast, useViewer, VerbButton } from '@grove/ui'
import { Form, Input, Switch } from 'antd'
import { getMe, listStaff, type Staff, updateStaff } from '../../contract/index.ts'
import { PlaceFields } from './place-fields.tsx'

/** Somebody's name, role, scope; out of service and back. One's own place is for another head to change. */
export function EditStaff({ row, onClose }: { row: Staff | undefined; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const self = row?.id === viewer.staffId
  const fixed = self || (row?.role === 'head' && viewer.role !== 'head')
  const done = () => {
    toast.done(t('staff.saved'))
    if (self) viewer.refresh?.()
  }
  return (
    <FormDrawer
      key={row?.id ?? 0}
      open={row !== undefined}
      title={t('staff.edit', { name: row?.displayName ?? '' })}
      route={updateStaff}
      {...(row ? { initial: { displayName: row.displayName, role: row.role, scope: row.scope, ambience: row.ambience } } : {})}
      toInput={(values) => ({ ...values, id: row?.id ?? 0 })}
      invalidates={[listStaff, getMe]}
      onClose={onClose}
      onDone={done}
    >
      <Form.Item name="displayName" label={t('staff.name')} extra={t('staff.name.hint')} required>
        <Input maxLength={60} />
      </Form.Item>
      <PlaceFields disabled={fixed} />
      {fixed ? <p className="g-soft">{t(self ? 'staff.own-place' : 'staff.heads-only')}</p> : null}
      <Form.Item name="ambience" label={t('staff.ambience')} extra={t('staff.ambience.hint')} valuePropName="checked" required>
        <Switch />
      </Form.Item>
      {row && !fixed ? (
        <VerbButton
          route={updateStaff}
          input={{ id: row.id, active: !row.active }}
          invalidates={[listStaff]}
          done={t(row.active ? 'staff.deactivated' : 'staff.activated', { name: row.displayName })}
          onDone={onClose}
          {...(row.active
            ? {
                confirm: {
                  title: t('staff.deactivate.ask', { name: row.displayName }),
                  body: t('staff.deactivate.body'),
                  ok: t('staff.deactivate'),
                  danger: true,
                },
              }
            : {})}
        >
          {t(row.active ? 'staff.deactivate' : 'staff.activate')}
        </VerbButton>
      ) : null}
    </FormDrawer>
  )
}
