import { CallError } from '@grove/client'
import { useClient, useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { DayField, ErrorText, Loaded, Section, useConfirm, useGo, useToast } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form } from 'antd'
import { useState } from 'react'
import { checkPlaybook, getVersion, type PlaybookRow, previewPlaybook, startRun } from '../../contract/index.ts'
import { complaintsOf } from './check-words.ts'
import { CommunityField } from './community-field.tsx'
import { DayCalendar } from './day-calendar.tsx'
import { looseDraft, type LooseDraft } from './draft-model.ts'
import { KindIcon } from './kind-icon.tsx'
import { addDays, dayIn, daysBetween } from './local-day.ts'
import { isMissing, ParamFields, type Params } from './param-fields.tsx'
import { useSay } from './say.ts'
import { Unreached } from './unreached.tsx'

interface StartFormProps {
  readonly playbook: PlaybookRow
  readonly communityId: number | undefined
}

/** Group, day and parameters of a run, behind the gate of the method: errors block, warnings have to be seen. */
export function StartForm({ playbook, communityId }: StartFormProps) {
  const version = useRoute(getVersion, { id: playbook.id, number: playbook.latestVersion })
  return (
    <Loaded of={version}>
      {({ text, definition }) => {
        const draft = looseDraft(definition)
        return draft ? <Fields playbook={playbook} text={text} draft={draft} given={communityId} /> : null
      }}
    </Loaded>
  )
}

function Fields({ playbook, text, draft, given }: { playbook: PlaybookRow; text: string; draft: LooseDraft; given: number | undefined }) {
  const { t, zone } = useI18n()
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
  const [seen, setSeen] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const check = useRoute(checkPlaybook, { text })
  const complaints = check.data ? complaintsOf(check.data, t) : []
  const errors = complaints.filter((one) => one.severity === 'error')
  const warnings = complaints.filter((one) => one.severity === 'warning')
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
    if (ready && (warnings.length === 0 || seen)) void start(false)
  }
  return (
    <div className="g-columns pb-start">
      <Section title={t('run.start.what')}>
        <Form layout="vertical" component="div">
          <Form.Item
            label={t('run.community')}
            required
            extra={t('run.community.types', { types: draft.communityTypes.map((type) => t(`playbook.type.${type}`)).join('、') })}
            validateStatus={tried && communityId === undefined ? 'error' : ''}
            help={tried && communityId === undefined ? t('run.community.missing') : undefined}
          >
            <CommunityField
              label={t('run.community')}
              placeholder={t('run.community.choose')}
              value={communityId}
              types={draft.communityTypes}
              states={['planned', 'recruiting', 'active', 'cooling']}
              onChange={setCommunityId}
            />
          </Form.Item>
          <Form.Item label={t('run.start-day')} required extra={t('run.start-day.hint', { zone })}>
            <DayField allowClear={false} min={addDays(today, -60)} value={startDay} onChange={(day) => setStartDay(day ?? today)} />
          </Form.Item>
          <ParamFields parameters={draft.parameters} values={params} onChange={setParams} checked={tried} />
          <Warned text={text} startDay={startDay} params={params} communityId={communityId} />
          <PastDue startDay={startDay} today={today} misfire={draft.misfire} />
          {errors.length > 0 ? (
            <Alert
              className="pb-notice"
              type="error"
              showIcon
              title={t('run.gate.errors', { count: errors.length })}
              description={
                <ul className="g-issues">
                  {errors.slice(0, 6).map((one) => (
                    <li key={one.key}>{one.words}</li>
                  ))}
                </ul>
              }
              action={<Button onClick={() => go(`/playbooks/${playbook.id}`)}>{t('run.gate.repair')}</Button>}
            />
          ) : null}
          {errors.length === 0 && warnings.length > 0 ? (
            <Alert
              className="pb-notice"
              type="warning"
              showIcon
              title={t('run.gate.warnings', { count: warnings.length })}
              description={
                <>
                  <ul className="g-issues">
                    {warnings.slice(0, 6).map((one) => (
                      <li key={one.key}>{one.words}</li>
                    ))}
                  </ul>
                  <Checkbox checked={seen} onChange={(event) => setSeen(event.target.checked)}>
                    {t('run.gate.seen')}
                  </Checkbox>
                  {tried && !seen ? <p className="g-bad">{t('run.gate.tick')}</p> : null}
                </>
              }
            />
          ) : null}
          {check.error ? <ErrorText error={check.error} onRetry={() => void check.refetch()} /> : null}
          {error ? <ErrorText error={error} /> : null}
          <Button type="primary" size="large" block loading={busy} disabled={errors.length > 0 || !check.data} onClick={submit}>
            {t('run.start.ok', { title: say(playbook.title) })}
          </Button>
        </Form>
      </Section>
      <FirstWeek text={text} startDay={startDay} today={today} params={params} communityId={communityId} />
    </div>
  )
}

/** What the chosen day means for steps whose time is over: said before, not discovered after. */
function PastDue({ startDay, today, misfire }: { startDay: string; today: string; misfire: unknown }) {
  const { t } = useI18n()
  const away = daysBetween(today, startDay)
  const words =
    away > 0
      ? t('run.past.later', { count: away })
      : away === 0
        ? t('run.past.today')
        : t('run.past.earlier', { day: 1 - away, count: -away })
  const late = misfire === 'ask' ? 'ask' : typeof misfire === 'object' && misfire !== null ? 'send' : 'skip'
  return <Alert className="pb-notice" type="info" showIcon title={words} description={t(`run.misfire.${late}`)} />
}

/** Whom the platform's quota would leave out in the first month, said before the run begins. */
function Warned(props: { text: string; startDay: string; params: Params; communityId: number | undefined }) {
  const { communityId, ...asked } = props
  const answer = useRoute(
    previewPlaybook,
    { ...asked, days: 31, ...(communityId === undefined ? {} : { communityId }) },
    { keepPrevious: true, enabled: communityId !== undefined },
  )
  return communityId === undefined ? null : <Unreached rows={answer.data?.unreached ?? []} communityId={communityId} />
}

function FirstWeek(props: { text: string; startDay: string; today: string; params: Params; communityId: number | undefined }) {
  const { t } = useI18n()
  const say = useSay()
  const { text, startDay, params, communityId } = props
  const answer = useRoute(
    previewPlaybook,
    { text, startDay, params, days: 7, ...(communityId === undefined ? {} : { communityId }) },
    { keepPrevious: true },
  )
  return (
    <Section title={t('run.first-week')}>
      <Loaded of={answer}>
        {(preview) => (
          <div className="pb-scroll-tall" role="region" aria-label={t('run.first-week')} tabIndex={0}>
            <DayCalendar
              agenda
              from={startDay}
              to={addDays(startDay, 6)}
              today={props.today}
              empty={t('playbook.preview.nothing')}
              days={preview.days.map((day) => ({
                date: day.date,
                note: t('playbook.preview.day-number', { day: day.number }),
                items: day.items.map((item, index) => ({
                  key: `${item.step} ${index}`,
                  content: (
                    <div className={`pb-event pb-sells-${item.marketing}`}>
                      <time>{item.at}</time>
                      <KindIcon kind={item.kind} />
                      <span className="pb-event-title">{say(item.title)}</span>
                    </div>
                  ),
                })),
              }))}
            />
          </div>
        )}
      </Loaded>
    </Section>
  )
}
