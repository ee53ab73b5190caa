import { CallError } from '@grove/client'
import { useClient, useRoute } from '@grove/client/react'
import { CommunityField } from '@grove/community/console'
import { useI18n } from '@grove/i18n/react'
import { DayField, ErrorText, Loaded, Section, useConfirm, useGo, useToast } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { getVersion, type PlaybookRow, previewPlaybook, startRun } from '../../contract/index.ts'
import { ChannelNotes } from './channel-notes.tsx'
import { looseDraft, type LooseDraft } from './draft-model.ts'
import { addDays, dayIn } from './local-day.ts'
import { MethodGate, useMethodGate } from './method-gate.tsx'
import { isMissing, ParamFields, type Params } from './param-fields.tsx'
import { PastDue } from './past-due.tsx'
import { useSay } from './say.ts'
import { StartMany } from './start-many.tsx'
import { Unreached } from './unreached.tsx'
import { WeekAgenda } from './week-agenda.tsx'

interface StartFormProps {
  readonly playbook: PlaybookRow
  readonly communityId: number | undefined
  readonly many: boolean
}

/** Group, day and parameters of a run, behind the gate of the method: errors block, warnings have to be seen. */
export function StartForm({ playbook, communityId, many }: StartFormProps) {
  const version = useRoute(getVersion, { id: playbook.id, number: playbook.latestVersion })
  return (
    <Loaded of={version}>
      {({ text, definition }) => {
        const draft = looseDraft(definition)
        if (!draft) return null
        const shared = { playbook, text, draft }
        return many ? <StartMany {...shared} /> : <Fields {...shared} given={communityId} />
      }}
    </Loaded>
  )
}

function Fields({ playbook, text, draft, given }: { playbook: PlaybookRow; text: string; draft: LooseDraft; given: number | undefined }) {
  const { t, f, zone } = useI18n()
  const say = useSay()
  const ask = useConfirm()
  const toast = useToast()
  const go = useGo()
  const client = useClient()
  const queries = useQueryClient()
  const today = dayIn(zone, new Date())
  const [communityId, setCommunityId] = useState(given)
  const [startDay, setStartDay] = useState(today)
  const [params, setParams] = useState<Params>({})
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const gate = useMethodGate(text)
  const ready = communityId !== undefined && !draft.parameters.some((one) => isMissing(one, params))

  const start = async (confirm: boolean): Promise<void> => {
    if (communityId === undefined) return
    setBusy(true)
    setError(undefined)
    try {
      const run = await client.call(startRun, {
        playbookId: playbook.id,
        version: playbook.latestVersion,
        communityId,
        startDay,
        params,
        confirm,
      })
      await queries.invalidateQueries()
      toast.done(t('run.started', { name: run.communityName }))
      go(`/runs/${run.id}`)
    } catch (cause) {
      const twice = cause instanceof CallError && cause.code === 'run.already_running'
      if (twice && (await ask({ title: t('run.twice'), body: t('run.twice.hint'), ok: t('run.twice.ok'), danger: true })))
        return await start(true)
      if (!twice) setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const submit = () => {
    setTried(true)
    if (ready && gate.open) void start(false)
  }
  return (
    <div className="g-columns pb-start">
      <Section title={t('run.start.what')}>
        <Form layout="vertical" component="div">
          <Form.Item
            label={t('run.community')}
            required
            extra={t('run.community.types', { types: f.list(draft.communityTypes.map((type) => t(`playbook.type.${type}`))) })}
            validateStatus={tried && communityId === undefined ? 'error' : ''}
            help={tried && communityId === undefined ? t('run.community.missing') : undefined}
          >
            <CommunityField
              label={t('run.community')}
              placeholder={t('run.community.choose')}
              value={communityId}
              types={draft.communityTypes}
              states={['planned', 'recruiting', 'active', 'cooling']}
              none={t('run.community.none')}
              onChange={setCommunityId}
            />
          </Form.Item>
          <Form.Item label={t('run.start-day')} required extra={t('run.start-day.hint', { zone })}>
            <DayField allowClear={false} min={addDays(today, -60)} value={startDay} onChange={(day) => setStartDay(day ?? today)} />
          </Form.Item>
          <ParamFields parameters={draft.parameters} values={params} onChange={setParams} checked={tried} />
          <Warned text={text} startDay={startDay} params={params} communityId={communityId} />
          <PastDue startDay={startDay} today={today} misfire={draft.misfire} />
          <MethodGate gate={gate} tried={tried} playbookId={playbook.id} />
          {error ? <ErrorText error={error} /> : null}
          <Button type="primary" size="large" block loading={busy} disabled={gate.closed} onClick={submit}>
            {t('run.start.ok', { title: say(playbook.title) })}
          </Button>
        </Form>
      </Section>
      <FirstWeek text={text} startDay={startDay} today={today} params={params} communityId={communityId} />
    </div>
  )
}

/** Whom the platform's quota would leave out in the first month, said before the run begins. */
function Warned(props: { text: string; startDay: string; params: Params; communityId: number | undefined }) {
  const { communityId, ...asked } = props
  const answer = useRoute(
    previewPlaybook,
    { ...asked, days: 31, ...(communityId === undefined ? {} : { communityId }) },
    { keepPrevious: true, enabled: communityId !== undefined },
  )
  if (communityId === undefined) return null
  return (
    <>
      <Unreached rows={answer.data?.unreached ?? []} communityId={communityId} />
      <ChannelNotes rows={answer.data?.notes ?? []} />
    </>
  )
}

function FirstWeek(props: { text: string; startDay: string; today: string; params: Params; communityId: number | undefined }) {
  const { t } = useI18n()
  const { text, startDay, params, communityId } = props
  const answer = useRoute(
    previewPlaybook,
    { text, startDay, params, days: 7, ...(communityId === undefined ? {} : { communityId }) },
    { keepPrevious: true },
  )
  return (
    <Section title={t('run.first-week')}>
      <Loaded of={answer}>{({ days }) => <WeekAgenda days={days} startDay={startDay} today={props.today} />}</Loaded>
    </Section>
  )
}
