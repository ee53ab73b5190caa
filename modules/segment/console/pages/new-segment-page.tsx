import { useT } from '@grove/i18n/react'
import { PageHeader } from '@grove/ui'
import { SegmentForm } from '../parts/segment-form.tsx'

/** /segments/new */
export default function NewSegmentPage() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('segment.new')} hint={t('segment.new.hint')} back="/segments" />
      <SegmentForm />
    </>
  )
}
