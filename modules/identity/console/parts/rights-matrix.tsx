import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { type Role, role } from '@grove/kernel/contract'
import { Loaded, Section, useIsPhone, useToast, useViewer } from '@grove/ui'
import { Checkbox, Table, Tooltip } from 'antd'
import { getMe, listRights, type RightRow, setRight } from '../../contract/index.ts'

/** Which role may do what. A dot marks what was changed from the standard; the head's column is fixed. */
export function RightsMatrix() {
  const t = useT()
  const viewer = useViewer()
  const phone = useIsPhone()
  const answer = useRoute(listRights, {})
  const words = (row: RightRow) => (t.has(`right.${row.right}`) ? t(`right.${row.right}`) : row.right)
  return (
    <Section flush>
      <Loaded of={answer} rows={10}>
        {({ items }) => (
          <Table<RightRow>
            rowKey="right"
            size="small"
            dataSource={[...items]}
            pagination={false}
            sticky
            scroll={{ x: phone ? 560 : 720 }}
            columns={[
              { key: 'right', title: t('staff.rights.right'), fixed: 'left', width: phone ? 150 : 240, render: (_, row) => words(row) },
              ...role.options.map((one) => ({
                key: one,
                title: t(`staff.role.${one}`),
                align: 'center' as const,
                width: phone ? 82 : 96,
                render: (_: unknown, row: RightRow) => (
                  <RightBox row={row} role={one} label={`${words(row)} · ${t(`staff.role.${one}`)}`} />
                ),
              })),
            ]}
            footer={() => <span className="g-soft">{t(viewer.can('rights.manage') ? 'staff.rights.hint' : 'staff.rights.read-only')}</span>}
          />
        )}
      </Loaded>
    </Section>
  )
}

function RightBox({ row, role, label }: { row: RightRow; role: Role; label: string }) {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const verb = useVerb(setRight, { invalidates: [listRights, getMe] })
  const held = row.roles.includes(role)
  const changed = held !== row.standard.includes(role)
  const fixed = role === 'head' || !viewer.can('rights.manage') || !viewer.can(row.right)
  const toggle = (granted: boolean) =>
    verb.mutate({ right: row.right, role, granted }, { onSuccess: () => role === viewer.role && viewer.refresh?.(), onError: toast.failed })
  return (
    <Tooltip title={role === 'head' ? t('staff.rights.head') : changed ? t('staff.rights.changed') : undefined}>
      <span>
        <Checkbox
          aria-label={label}
          checked={verb.isPending ? verb.variables.granted : held}
          disabled={fixed || verb.isPending}
          onChange={(event) => toggle(event.target.checked)}
        />
        {changed ? <span className="g-warn"> •</span> : null}
      </span>
    </Tooltip>
  )
}
