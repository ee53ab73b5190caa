import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ListPage } from '@grove/ui'
import { getSettings, listStanding } from '../../contract/index.ts'
import { OTHERS } from '../../domain/index.ts'
import { standingColumns } from '../parts/standing-columns.tsx'

/** /standing/members — members of an RFM segment, asleep or awake. */
export default function MembersPage() {
  const { t, f } = useI18n()
  const settings = useRoute(getSettings, {}, { staleMs: 60_000 })
  const segments = settings.data?.settings.rfm.segments ?? []
  return (
    <ListPage
      name="standing-members"
      title={t('standing.members')}
      back="/standing/rfm"
      route={listStanding}
      rowKey={(row) => row.id}
      onOpen={(row) => `/members/${row.id}?tab=standing`}
      filters={[
        {
          kind: 'choice',
          key: 'rfm',
          label: t('standing.rfm.segment'),
          loading: settings.isPending,
          options: [
            ...segments.map((one) => ({ value: one.key, label: one.name[f.locale] })),
            { value: OTHERS, label: t('standing.rfm.others') },
          ],
        },
        {
          kind: 'choice',
          key: 'asleep',
          label: t('standing.awake'),
          options: [
            { value: 'true', label: t('standing.awake.no') },
            { value: 'false', label: t('standing.awake.yes') },
          ],
        },
      ]}
      columns={standingColumns(t, f)}
      empty={{ title: t('standing.members.empty') }}
    />
  )
}
