import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Loaded, PageHeader, usePathParams } from '@grove/ui'
import { z } from 'zod'
import { getSegment } from '../../contract/index.ts'
import { SegmentForm } from '../parts/segment-form.tsx'

/** /segments/:id/edit */
export default function EditSegmentPage() {
  const t = useT()
  const { id } = usePathParams(z.object({ id: idParam }))
  const segment = useRoute(getSegment, { id })
  return (
    <Loaded of={segment}>
      {(data) => (
        <>
          <PageHeader title={t('segment.edit.title', { name: data.name })} back={`/segments/${id}`} />
          <SegmentForm segment={data} />
        </>
      )}
    </Loaded>
  )
}
