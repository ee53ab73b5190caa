import { useI18n } from '@grove/i18n/react'
import { Go, ListPanel, useIsPhone, useNow } from '@grove/ui'
import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { listUnreached, type UnreachedRow } from '../../contract/index.ts'

const SHOWN = 5

/** Whom the platform would keep the playbook's messages from: by day, with the list behind each number. */
export function Unreached({ rows, communityId }: { rows: readonly UnreachedRow[]; communityId?: number | undefined }) {
  const { t, f } = useI18n()
  const now = useNow(false)
  const [open, setOpen] = useState<UnreachedRow>()
  const [all, setAll] = useState(false)
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, SHOWN)
  const words = (row: UnreachedRow) =>
    t(row.level === 'group' && row.count > 1 ? 'playbook.unreached.groups' : `playbook.unreached.${row.level}`, {
      count: row.count,
      day: f.day(row.day, now),
      reason: t(`send.reason.${row.reason}`),
    })
  return (
    <>
      <Alert
        className="pb-notice"
        type="warning"
        showIcon
        title={t('playbook.unreached.title')}
        description={
          <>
            <ul className="g-issues">
              {shown.map((row) => (
                <li key={`${row.day} ${row.level} ${row.reason}`}>
                  {words(row)}
                  {row.key && communityId !== undefined ? (
                    <Button type="link" size="small" onClick={() => setOpen(row)}>
                      {t('playbook.unreached.open')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
            {rows.length > SHOWN ? (
              <Button type="link" size="small" onClick={() => setAll(!all)}>
                {all ? t('playbook.unreached.less') : t('playbook.unreached.more', { count: rows.length - SHOWN })}
              </Button>
            ) : null}
          </>
        }
      />
      {open && communityId !== undefined ? (
        <UnreachedDrawer title={words(open)} given={open.key ?? ''} communityId={communityId} onClose={() => setOpen(undefined)} />
      ) : null}
    </>
  )
}

function UnreachedDrawer(props: { title: string; given: string; communityId: number; onClose: () => void }) {
  const { t } = useI18n()
  const phone = useIsPhone()
  return (
    <Drawer open size={phone ? '100%' : 620} title={props.title} onClose={props.onClose}>
      <ListPanel
        name="unreached"
        route={listUnreached}
        input={{ communityId: props.communityId, key: props.given }}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            title: t('playbook.unreached.name'),
            phone: 'title',
            render: (row) => <Go to={`/members/${row.id}`}>{row.name}</Go>,
          },
          {
            key: 'used',
            title: t('playbook.unreached.used'),
            render: (row) => (row.used === null ? '–' : t('playbook.unreached.used_of', { used: row.used, most: row.most ?? 0 })),
          },
        ]}
        empty={{ title: t('playbook.unreached.nobody'), hint: t('playbook.unreached.nobody_hint') }}
      />
    </Drawer>
  )
}
