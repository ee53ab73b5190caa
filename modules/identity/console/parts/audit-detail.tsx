import { useI18n } from '@grove/i18n/react'
import { EmptyState, Go } from '@grove/ui'
import { Drawer } from 'antd'
import type { AuditRow } from '../../contract/index.ts'
import { changedFields } from './changed-fields.ts'
import './identity.css'
import { useAuditWords } from './use-audit-words.ts'

const nothing = (value: unknown) => value === undefined || value === null || value === ''

/** What stood there before and what stands there now, field by field. */
export function AuditDetail({ row, onClose }: { row: AuditRow | undefined; onClose: () => void }) {
  const { t, f } = useI18n()
  const words = useAuditWords()
  const fields = row ? changedFields(row.before, row.after) : []
  return (
    <Drawer open={row !== undefined} title={row ? words.verb(row) : ''} size={560} onClose={onClose} destroyOnHidden>
      {row ? (
        <>
          <p className="g-soft">
            {words.page(row) ? <Go to={words.page(row) ?? ''}>{words.target(row)}</Go> : words.target(row)} · {words.actor(row)} ·{' '}
            {f.dateTime(row.at)}
          </p>
          {fields.length === 0 ? (
            <EmptyState compact title={t('audit.no-fields')} />
          ) : (
            <table className="i-diff">
              <thead>
                <tr>
                  <th>{t('audit.field')}</th>
                  <th>{t('audit.before')}</th>
                  <th>{t('audit.after')}</th>
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <tr key={field.name}>
                    <th>{words.field(field.name)}</th>
                    <td>{nothing(field.before) ? '–' : <code className="i-before">{words.value(row, field.name, field.before)}</code>}</td>
                    <td>{nothing(field.after) ? '–' : <code className="i-after">{words.value(row, field.name, field.after)}</code>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {row.requestId ? (
            <p className="g-soft">
              {t('audit.request')} <code>{row.requestId}</code>
            </p>
          ) : null}
        </>
      ) : null}
    </Drawer>
  )
}
