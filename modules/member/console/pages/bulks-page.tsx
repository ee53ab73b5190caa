import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Loaded, PageHeader, Section } from '@grove/ui'
import { listBulks } from '../../contract/index.ts'
import { BulkBar } from '../parts/bulk/bulk-progress.tsx'

/** /members/bulks — what was done to many members at once, and the way back. */
export default function BulksPage() {
  const t = useT()
  const bulks = useRoute(
    listBulks,
    {},
    {
      staleMs: 0,
      refetchEvery: (data) => (data?.items.some((one) => one.state === 'running' || one.state === 'undoing') ? 1000 : false),
    },
  )
  return (
    <>
      <PageHeader title={t('member.bulks.title')} hint={t('member.bulks.hint')} back="/members" />
      <Loaded of={bulks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('member.bulks.empty')} hint={t('member.bulks.empty_hint')} />
          ) : (
            <Section>
              {items.map((report) => (
                <div key={report.id} style={{ marginBottom: 20 }}>
                  <BulkBar report={report} />
                </div>
              ))}
            </Section>
          )
        }
      </Loaded>
    </>
  )
}
