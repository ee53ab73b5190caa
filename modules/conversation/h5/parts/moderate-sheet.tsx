import { Button, ChoiceField, Sheet, TextField, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { useRoomScene } from './room-context.ts'

const MUTES = [10, 60, 60 * 12, 60 * 24 * 7] as const

/** What a moderator can do about one member: silence for a while, or removal with the rule broken and what was seen. */
export function ModerateSheet(props: {
  readonly person: { readonly id: number; readonly name: string; readonly mutedUntil?: string | null }
  readonly evidence?: string
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const { attempt } = useRoomScene()
  const [minutes, setMinutes] = useState('60')
  const [removing, setRemoving] = useState(false)
  const [rule, setRule] = useState('')
  const [evidence, setEvidence] = useState(props.evidence ?? '')
  const { id: memberId, name } = props.person
  const run = async (act: Parameters<typeof attempt>[0], done: string) => {
    if (await attempt(act, done)) props.onClose()
  }
  return (
    <Sheet title={name} onClose={props.onClose}>
      {removing ? (
        <div className="room-form">
          <TextField label={t('room.rule')} hint={t('room.rule_hint')} value={rule} onChange={setRule} maxLength={300} required />
          <TextField label={t('room.evidence')} value={evidence} onChange={setEvidence} lines={3} maxLength={2000} />
          <Button
            kind="danger"
            wide
            disabled={!rule.trim()}
            onPress={() => void run({ t: 'remove', memberId, rule, evidence }, t('room.removed_done', { name }))}
          >
            {t('room.remove', { name })}
          </Button>
        </div>
      ) : (
        <div className="room-form">
          <ChoiceField
            label={t('room.mute_for')}
            value={minutes}
            onChange={setMinutes}
            options={MUTES.map((value) => ({ value: String(value), label: t(`room.mute_${value}`) }))}
          />
          <Button
            kind="primary"
            wide
            onPress={() => void run({ t: 'mute', memberId, minutes: Number(minutes) }, t('room.muted_done', { name }))}
          >
            {t('room.mute')}
          </Button>
          {props.person.mutedUntil && (
            <Button wide onPress={() => void run({ t: 'mute', memberId, minutes: 0 }, t('room.unmuted_done', { name }))}>
              {t('room.unmute')}
            </Button>
          )}
          <Button kind="text" onPress={() => setRemoving(true)}>
            {t('room.remove_ask')}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
