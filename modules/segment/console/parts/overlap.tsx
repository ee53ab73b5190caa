import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Figure, Figures, Loaded } from '@grove/ui'
import { useState } from 'react'
import { overlapOfSegments, type SegmentDetail } from '../../contract/index.ts'
import { LookupSelect } from './lookup-select.tsx'

/** How many members two segments share. */
export function Overlap({ segment }: { segment: SegmentDetail }) {
  const { t } = useI18n()
  const [other, setOther] = useState<number>()
  const overlap = useRoute(overlapOfSegments, { a: segment.id, b: other ?? 0 }, { enabled: other !== undefined })
  return (
    <>
      <LookupSelect
        lookup="segment"
        many={false}
        value={other}
        label={t('segment.overlap.other')}
        onChange={(next) => setOther(next as number)}
      />
      {other === undefined ? (
        <p className="g-soft">{t('segment.overlap.hint')}</p>
      ) : (
        <Loaded of={overlap}>
          {({ onlyA, both, onlyB }) => (
            <Figures>
              <Figure label={t('segment.overlap.only_this')} value={onlyA} definition={t('segment.overlap.definition')} />
              <Figure label={t('segment.overlap.both')} value={both} definition={t('segment.overlap.definition')} />
              <Figure label={t('segment.overlap.only_other')} value={onlyB} definition={t('segment.overlap.definition')} />
            </Figures>
          )}
        </Loaded>
      )}
    </>
  )
}
