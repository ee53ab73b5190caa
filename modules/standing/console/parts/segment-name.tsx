import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { getSettings } from '../../contract/index.ts'

/** The name that the workspace gave to an RFM segment. */
export function SegmentName({ segment }: { segment: string }) {
  const { t, f } = useI18n()
  const settings = useRoute(getSettings, {}, { staleMs: 60_000 })
  const own = settings.data?.settings.rfm.segments.find((one) => one.key === segment)
  return <>{own ? own.name[f.locale] : t('standing.rfm.others')}</>
}
