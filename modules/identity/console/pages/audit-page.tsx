import { useT } from '@grove/i18n/react'
import { Go, ListPage, TimeText } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { type AuditRow, listAudit } from '../../contract/index.ts'
import { AuditDetail } from '../parts/audit-detail.tsx'
import { useAuditWords } from '../parts/use-audit-words.ts'
import { useColleagueFilter } from '../parts/use-colleagues.ts'

/** Kinds of things changes are filtered by; the words are those of the trade. */
const NOUNS = [
  'workspace',
  'staff',
  'right',
  'api_key',
  'member',
  'tag',
  'community',
  'playbook',
  'run',
  'send',
  'task',
  'message',
] as const

export default function AuditPage() {
  const t = useT()
  const words = useAuditWords()
  const people = useColleagueFilter('staffId', { former: true })
  const [open, setOpen] = useState<AuditRow>()
  return (
    <>
      <ListPage
        name="audit"
        title={t('audit.title')}
        hint={t('audit.hint')}
        route={listAudit}
        rowKey={(row) => row.id}
        filters={[
          {
            kind: 'choice',
            key: 'verb',
            label: t('audit.noun'),
            options: NOUNS.map((value) => ({ value, label: t(`audit.noun.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'staffId',
            label: t('audit.who'),
            ...people,
          },
          { kind: 'days', key: 'from', to: 'to', label: t('audit.when') },
        ]}
        columns={[
          { key: 'what', title: t('audit.what'), phone: 'title', render: (row) => words.verb(row) },
          {
            key: 'target',
            title: t('audit.target'),
            render: (row) => (words.page(row) ? <Go to={words.page(row) ?? ''}>{words.target(row)}</Go> : words.target(row)),
          },
          { key: 'who', title: t('audit.who'), render: (row) => words.actor(row) },
          { key: 'at', title: t('audit.when'), phone: 'state', render: (row) => <TimeText at={row.at} as="dateTime" /> },
          {
            key: 'open',
            title: '',
            width: 80,
            render: (row) => (
              <Button type="link" size="small" onClick={() => setOpen(row)}>
                {t('audit.open')}
              </Button>
            ),
          },
        ]}
        empty={{ title: t('audit.empty'), hint: t('audit.empty.hint') }}
      />
      <AuditDetail row={open} onClose={() => setOpen(undefined)} />
    </>
  )
}
