import type { CallError } from '@grove/client'
import type { CallOf } from '@grove/kernel/contract'
import { Button, ChoiceField, ProblemLine, Sheet, TextField, useSend, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { type Askable, applyByPhone, type DoorView, joinByPhone } from '../../contract/index.ts'
import type { Arrival } from './arrival.ts'
import { Missing, UnmetList } from './missing.tsx'

const GENDERS = ['female', 'male', 'other'] as const
const KINDS: Partial<Record<Askable, 'tel' | 'email'>> = { phone: 'tel', email: 'email' }
const FILLS: Partial<Record<Askable, string>> = { phone: 'tel', email: 'email', employer: 'organization', title: 'organization-title' }

/** True when the way in is an application, not the door itself. */
export function needsApplication(door: DoorView, invitationCode: string): boolean {
  if (door.needs.application === null || door.you.application?.state === 'approved') return false
  return door.needs.mode === 'all' || invitationCode.trim() === ''
}

/** Asks for as little as the door needs: a name the first time, then fields, a code, answers. */
export function EntrySheet({
  door,
  arrival,
  onClose,
  onIn,
}: {
  readonly door: DoorView
  readonly arrival: Arrival
  readonly onClose: () => void
  readonly onIn: (standing: 'member' | 'waiting') => void
}) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [name, setName] = useState('')
  const [code, setCode] = useState(arrival.invitationCode)
  const [fields, setFields] = useState<Partial<Record<Askable, string>>>({})
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [checked, setChecked] = useState(false)
  const join = useSend(joinByPhone)
  const apply = useSend(applyByPhone)
  const applies = needsApplication(door, code)
  const known = door.you.name !== null
  const questions = applies ? (door.needs.application ?? []) : []
  const needsCode = door.needs.invitation && (door.needs.mode === 'all' || !door.needs.application)
  const empty = t('community.entry.required')
  const must = (value: string | undefined, required: boolean) => (checked && required && !value?.trim() ? { problem: empty } : {})
  const complete =
    (known || name.trim() !== '') &&
    (!needsCode || code.trim() !== '') &&
    (known || door.needs.fields.every((field) => fields[field]?.trim())) &&
    questions.every((question) => !question.required || answers[question.id]?.trim())

  const submit = async () => {
    setChecked(true)
    if (!complete) return
    const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''))
    const entry: CallOf<typeof joinByPhone> = {
      ws,
      code: door.code,
      ...(known ? {} : { displayName: name }),
      profile: filled as CallOf<typeof joinByPhone>['profile'],
      ...(code.trim() ? { invitationCode: code } : {}),
      ...(arrival.source ? { source: arrival.source } : {}),
      ...(arrival.inviterMemberId ? { inviterMemberId: arrival.inviterMemberId } : {}),
      scene: arrival.scene,
    }
    const done = applies ? await apply.send({ ...entry, answers }) : await join.send(entry)
    if (done) onIn(applies ? 'waiting' : 'member')
  }
  const problem: CallError | undefined = applies ? apply.problem : join.problem
  return (
    <Sheet title={t(applies ? 'community.entry.apply_title' : 'community.entry.join_title')} onClose={onClose}>
      <form
        className="community-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {!known && (
          <TextField
            label={t('community.entry.name')}
            hint={t('community.entry.name_hint')}
            value={name}
            onChange={setName}
            maxLength={60}
            autoComplete="nickname"
            required
            {...must(name, true)}
          />
        )}
        {door.needs.conditions.length > 0 && !problem && (
          <div>
            <p className="h5-hint">{t(`community.entry.conditions_${door.needs.mode}`)}</p>
            <UnmetList items={door.needs.conditions} />
          </div>
        )}
        {door.needs.fields.map((field) =>
          field === 'gender' ? (
            <ChoiceField
              key={field}
              label={t('community.field.gender')}
              value={fields.gender ?? ''}
              onChange={(value) => setFields({ ...fields, gender: value })}
              options={GENDERS.map((value) => ({ value, label: t(`community.gender.${value}`) }))}
              required={!known}
              {...must(fields.gender, !known)}
            />
          ) : (
            <TextField
              key={field}
              label={t(`community.field.${field}`)}
              value={fields[field] ?? ''}
              onChange={(value) => setFields({ ...fields, [field]: value })}
              maxLength={field === 'email' ? 200 : 100}
              kind={KINDS[field] ?? 'text'}
              autoComplete={FILLS[field] ?? 'off'}
              required={!known}
              {...(known ? { hint: t('community.entry.known_hint') } : {})}
              {...must(fields[field], !known)}
            />
          ),
        )}
        {door.needs.invitation && (
          <TextField
            label={t('community.entry.code')}
            hint={t('community.entry.code_hint')}
            value={code}
            onChange={setCode}
            maxLength={40}
            autoComplete="off"
            required={needsCode}
            {...must(code, needsCode)}
          />
        )}
        {questions.map((question) => (
          <TextField
            key={question.id}
            label={question.text}
            value={answers[question.id] ?? ''}
            onChange={(value) => setAnswers({ ...answers, [question.id]: value })}
            lines={3}
            maxLength={1000}
            required={question.required}
            {...must(answers[question.id], question.required)}
          />
        ))}
        <ProblemLine problem={problem} />
        <Missing problem={problem} />
        <Button kind="primary" wide submit busy={join.busy || apply.busy}>
          {t(applies ? 'community.entry.apply' : 'community.entry.join')}
        </Button>
      </form>
    </Sheet>
  )
}
