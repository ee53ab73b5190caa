import { useI18n } from '@grove/i18n/react'
import { Section, useNow, WideTable } from '@grove/ui'
import type { Simulation } from '../../contract/index.ts'
import { useHeldWords } from './held-words.ts'
import { useSay } from './say.ts'

/** What touch limits hold back of a simulated run, and for whom a share is kept; nothing where nothing is. */
export function HeldTable({ rows, cut }: { rows: Simulation['held']; cut: boolean }) {
  const { t, f } = useI18n()
  const say = useSay()
  const held = useHeldWords()
  const now = useNow(false)
  if (rows.length === 0) return null
  return (
    <Section title={t('playbook.simulate.held')} {...(cut ? { extra: t('playbook.simulate.held.cut', { count: rows.length }) } : {})} flush>
      <WideTable
        rowKey={(row) => `${row.date} ${row.at} ${row.step} ${row.blockedBy} ${row.keptFor} ${row.movedTo?.day} ${row.movedTo?.at}`}
        pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        dataSource={rows}
        columns={[
          { key: 'title', title: t('playbook.step.title'), render: (_, row) => say(row.title) },
          { key: 'when', title: t('playbook.simulate.held.when'), render: (_, row) => `${f.day(row.date, now)} ${row.at}` },
          { key: 'why', title: t('playbook.simulate.held.why'), render: (_, row) => held(row) },
          {
            key: 'who',
            title: t('playbook.simulate.held.who'),
            align: 'right',
            render: (_, row) => (row.members === null ? t('playbook.simulate.held.group') : f.number(row.members)),
          },
        ]}
      />
    </Section>
  )
}
