import { Button, useWords } from '@grove/ui-h5'
import type { DoorView } from '../../contract/index.ts'
import { needsApplication } from './entry-sheet.tsx'
import { UnmetList } from './missing.tsx'

/** The foot of the page: the one thing this person can do here, or why there is nothing to do. */
export function WayIn({
  door,
  invitationCode,
  onEnter,
  onRoom,
}: {
  readonly door: DoorView
  readonly invitationCode: string
  readonly onEnter: () => void
  readonly onRoom: () => void
}) {
  const { t } = useWords()
  if (door.you.standing === 'member')
    return (
      <div className="community-foot">
        <p className="h5-hint">{t('community.door.already')}</p>
        <Button kind="primary" wide onPress={onRoom}>
          {t('community.door.to_room')}
        </Button>
      </div>
    )
  const closed = whyClosed(door)
  if (closed)
    return (
      <div className="community-foot" role="status">
        <strong>{t(`community.door.${closed}.title`)}</strong>
        <p className="h5-hint">{t(`community.door.${closed}.hint`)}</p>
        {closed === 'not_for_you' && <UnmetList items={door.needs.conditions} />}
      </div>
    )
  return (
    <div className="community-foot">
      {door.you.standing === 'left' && <p className="h5-hint">{t('community.door.left')}</p>}
      <Button kind="primary" wide onPress={onEnter}>
        {t(needsApplication(door, invitationCode) ? 'community.door.apply' : 'community.door.join')}
      </Button>
    </div>
  )
}

export type Closed = 'removed' | 'no_return' | 'planned' | 'over' | 'full' | 'not_for_you'

/** Why nobody, or not this person, gets in; undefined when the door is open to them. */
export function whyClosed(door: DoorView): Closed | undefined {
  if (!door.you.mayRejoin) return door.you.standing === 'removed' ? 'removed' : 'no_return'
  if (door.state === 'planned') return 'planned'
  if (!door.open) return 'over'
  if (door.full) return 'full'
  return door.needs.closedTo ? 'not_for_you' : undefined
}
