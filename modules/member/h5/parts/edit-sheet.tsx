import { Button, ProblemLine, Sheet, TextField, useSend, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { changeMyProfile } from '../../contract/index.ts'

const FIELDS = ['displayName', 'city', 'occupation', 'industry', 'employer', 'title'] as const
type Field = (typeof FIELDS)[number]
type Values = Record<Field, string>

/** The details one may change oneself; a phone is changed by the people of the house, who can check it. */
export function EditSheet({
  me,
  onClose,
  onDone,
}: {
  me: Readonly<Record<Field, string | null>>
  onClose: () => void
  onDone: () => void
}) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const change = useSend(changeMyProfile)
  const [values, setValues] = useState(() => Object.fromEntries(FIELDS.map((field) => [field, me[field] ?? ''])) as Values)
  const save = async () => {
    const { displayName, ...rest } = values
    const others = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, value.trim() || null]))
    if (await change.send({ ws, displayName: displayName.trim(), ...others })) onDone()
  }
  return (
    <Sheet title={t('member.me.edit')} onClose={onClose}>
      <div className="member-form">
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(field === 'title' ? 'member.me.job' : `member.me.${field}`)}
            value={values[field]}
            maxLength={field === 'displayName' ? 60 : 100}
            required={field === 'displayName'}
            onChange={(value) => setValues((known) => ({ ...known, [field]: value }))}
          />
        ))}
      </div>
      <p className="member-note">{t('member.me.phone_hint')}</p>
      <ProblemLine problem={change.problem} />
      <Button kind="primary" wide busy={change.busy} disabled={values.displayName.trim() === ''} onPress={() => void save()}>
        {t('member.me.save')}
      </Button>
    </Sheet>
  )
}
