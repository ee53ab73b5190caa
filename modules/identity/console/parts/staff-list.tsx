import type { RowOf } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { role } from '@grove/kernel/contract'
import { ListPanel, StateTag, TimeText, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { listStaff } from '../../contract/index.ts'
import { EditStaff } from './edit-staff.tsx'
import { ScopeText } from './scope-text.tsx'

type Row = RowOf<typeof listStaff>

export function StaffList() {
  const t = useT()
  const viewer = useViewer()
  const [editing, setEditing] = useState<Row>()
  return (
    <>
      <ListPanel
        name="staff"
        route={listStaff}
        rowKey={(row) => row.id}
        filters={[
          { kind: 'text', key: 'q', label: t('staff.search') },
          {
            kind: 'choice',
            key: 'role',
            label: t('staff.role'),
            options: role.options.map((value) => ({ value, label: t(`staff.role.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'active',
            label: t('staff.state'),
            options: [
              { value: 'true', label: t('staff.active') },
              { value: 'false', label: t('staff.inactive') },
            ],
          },
        ]}
        toInput={({ active, ...rest }) => ({ ...rest, ...(active === undefined ? {} : { active: active === 'true' }) })}
        columns={[
          {
            key: 'name',
            title: t('staff.name'),
            phone: 'title',
            render: (row) => (
              <>
                {row.displayName} {row.id === viewer.staffId ? <span className="g-soft">{t('staff.you')}</span> : null}
              </>
            ),
          },
          { key: 'login', title: t('staff.login'), render: (row) => row.login },
          { key: 'role', title: t('staff.role'), render: (row) => t(`staff.role.${row.role}`) },
          { key: 'scope', title: t('staff.scope'), render: (row) => <ScopeText scope={row.scope} /> },
          {
            key: 'state',
            title: t('staff.state'),
            phone: 'state',
            render: (row) => (
              <>
                <StateTag tone={row.active ? 'good' : 'idle'}>{t(row.active ? 'staff.active' : 'staff.inactive')}</StateTag>
                {row.ambience ? <StateTag tone="info">{t('staff.ambience')}</StateTag> : null}
              </>
            ),
          },
          { key: 'seen', title: t('staff.last-seen'), render: (row) => <TimeText at={row.lastSeenAt} none={t('staff.never-seen')} /> },
          ...(viewer.can('staff.manage')
            ? [
                {
                  key: 'edit',
                  title: '',
                  width: 80,
                  render: (row: Row) => (
                    <Button
                      type="link"
                      size="small"
                      aria-label={t('staff.edit', { name: row.displayName })}
                      onClick={() => setEditing(row)}
                    >
                      {t('staff.edit.short')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
        empty={{ title: t('staff.empty') }}
      />
      <EditStaff row={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}
