import type { Person } from '@grove/conversation/contract'
import { Avatar, Row, Sheet, useWords } from '@grove/ui-h5'
import { AuthorBadge } from './author-badge.tsx'
import { PeopleSearch } from './people-search.tsx'

/** Whom to call: after typing @. Colleagues are named in the text; members are told. */
export function MentionSheet(props: {
  readonly everyone: boolean
  readonly onPick: (person: Person | 'everyone') => void
  readonly onClose: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet title={t('room.mention')} onClose={props.onClose} tall>
      {props.everyone && (
        <Row
          lead={<span className="room-at">@</span>}
          title={t('room.everyone')}
          note={t('room.everyone_note')}
          onPress={() => props.onPick('everyone')}
        />
      )}
      <PeopleSearch>
        {(person) => (
          <Row
            key={`${person.kind}${person.id}`}
            lead={<Avatar name={person.name} seed={`${person.kind[0]}${person.id}`} url={person.avatarUrl} />}
            title={
              <>
                {person.name} <AuthorBadge badge={person.badge} />
              </>
            }
            onPress={() => props.onPick(person)}
          />
        )}
      </PeopleSearch>
    </Sheet>
  )
}
