import { CallError } from '@grove/client'
import { useClient, useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { DayField, ErrorText, Section, useGo, useToast } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form } from 'antd'
import { useState } from 'react'
import { type PlaybookRow, previewStart, type StartRefusal, startRuns } from '../../contract/index.ts'
import { ChooseCommunities, type Choice } from './choose-communities.tsx'
import type { LooseDraft } from './draft-model.ts'
import { addDays, dayIn } from './local-day.ts'
import { ManyPreview } from './many-preview.tsx'
import { MethodGate, useMethodGate } from './method-gate.tsx'
import { isMissing, ParamFields, type Params } from './param-fields.tsx'
import { PastDue } from './past-due.tsx'
import { RefusedList } from './refused-list.tsx'
import { useSay } from './say.ts'

interface StartManyProps {
  readonly playbook: PlaybookRow
  readonly text: string
  readonly draft: LooseDraft
}

/** One playbook, many groups: choose them, see what it means over all of them, start once. */
export function StartMany({ playbook, text, draft }: StartManyProps) {
  const { t } = useI18n()
  const [choice, setChoice] = useState<Choice>()
  if (!choice) return <ChooseCommunities playbookId={playbook.id} types={draft.communityTypes} onChoose={setChoice} />
  return (
    <>
      <Alert
        className="pb-notice"
        type="info"
        title={t('run.many.chosen', { count: choice.count })}
        action={<Button onClick={() => setChoice(undefined)}>{t('run.many.again')}</Button>}
      />
      <Chosen playbook={playbook} text={text} draft={draft} choice={choice} />
    </>
  )
}

function Chosen({ playbook, text, draft, choice }: StartManyProps & { readonly choice: Choice }) {
  const { t, zone } = useI18n()
  const say = useSay()
  const toast = useToast()
  const go = useGo()
  const client = useClient()
  const queries = useQueryClient()
  const today = dayIn(zone, new Date())
  const [startDay, setStartDay] = useState(today)
  const [params, setParams] = useState<Params>({})
  const [acceptRest, setAcceptRest] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const gate = useMethodGate(text)
  const asked = { playbookId: playbook.id, version: playbook.latestVersion, communities: choice.communities, startDay, params }
  const preview = useRoute(previewStart, asked, { keepPrevious: true })
  const refused = refusedBy(error) ?? preview.data?.refused ?? []
  const ready = preview.data?.ready.length ?? 0
  const missing = draft.parameters.some((one) => isMissing(one, params))

  const submit = async (): Promise<void> => {
    setTried(true)
    if (missing || !gate.open || (refused.length > 0 && !acceptRest)) return
    setBusy(true)
    setError(undefined)
    try {
      const { started } = await client.call(startRuns, { ...asked, acceptRest })
      await queries.invalidateQueries()
      toast.done(t('run.many.started', { count: started.length }))
      go(`/runs?playbookId=${playbook.id}`)
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="g-columns pb-start">
      <Section title={t('run.start.what')}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('run.start-day')} required extra={t('run.start-day.hint', { zone })}>
            <DayField allowClear={false} min={addDays(today, -60)} value={startDay} onChange={(day) => setStartDay(day ?? today)} />
          </Form.Item>
          <ParamFields parameters={draft.parameters} values={params} onChange={setParams} checked={tried} />
          <PastDue startDay={startDay} today={today} misfire={draft.misfire} />
          <MethodGate gate={gate} tried={tried} playbookId={playbook.id} />
          {refused.length > 0 ? (
            <Alert
              className="pb-notice"
              type="warning"
              showIcon
              title={t('run.many.refused', { count: refused.length })}
              description={
                <>
                  <RefusedList rows={refused} />
                  {ready > 0 ? (
                    <Checkbox checked={acceptRest} onChange={(event) => setAcceptRest(event.target.checked)}>
                      {t('run.many.rest', { count: ready })}
                    </Checkbox>
                  ) : null}
                  {tried && !acceptRest ? <p className="g-bad">{t('run.gate.tick')}</p> : null}
                </>
              }
            />
          ) : null}
          {error && !refusedBy(error) ? <ErrorText error={error} /> : null}
          {preview.error ? <ErrorText error={preview.error} onRetry={() => void preview.refetch()} /> : null}
          <Button type="primary" size="large" block loading={busy} disabled={gate.closed || ready === 0} onClick={() => void submit()}>
            {t('run.many.ok', { title: say(playbook.title), count: ready })}
          </Button>
        </Form>
      </Section>
      <ManyPreview of={preview} startDay={startDay} today={today} />
    </div>
  )
}

/** Those a refused start named; undefined for any other trouble. */
const refusedBy = (error: unknown): readonly StartRefusal[] | undefined =>
  error instanceof CallError && error.code === 'run.some_refused' ? (error.data['refused'] as readonly StartRefusal[]) : undefined
