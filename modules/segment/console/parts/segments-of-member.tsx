import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Go, Loaded, TimeText } from '@grove/ui'
import { segmentsOfMember } from '../../contract/index.ts'

/** Tab of a member's page: the segments it is in. */
export default function SegmentsOfMember({ memberId }: { memberId: number }) {
  const t = useT()
  const segments = useRoute(segmentsOfMember, { id: memberId })
  return (
    <Loaded of={segments}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('segment.member_empty')} />
        ) : (
          <ul>
            {items.map((one) => (
              <li key={one.id}>
                <Go to={`/segments/${one.id}`}>{one.name}</Go>{' '}
                <span className="g-soft">
                  {t('segment.since')} <TimeText at={one.enteredAt} />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
