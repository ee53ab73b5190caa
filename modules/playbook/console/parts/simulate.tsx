import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Chart, type ChartOption, EmptyState, ErrorText, Figure, Figures, Loaded, Section, WideTable } from '@grove/ui'
import { Alert, Button, Form, Slider } from 'antd'
import { useMemo, useState } from 'react'
import { type Simulation, simulatePlaybook } from '../../contract/index.ts'
import { PlaceFields, useBeginning } from './beginning.tsx'
import type { LooseDraft } from './draft-model.ts'
import { HeldTable } from './held-table.tsx'
import { useSay } from './say.ts'
import { LookedAtNote } from './looked-at.tsx'
import { Unreached } from './unreached.tsx'
import { armWords } from './when-words.ts'

const rates = ['answerRate', 'speakRate', 'leaveRate', 'doneRate'] as const
type Rates = Record<(typeof rates)[number] | 'members' | 'joinsPerDay' | 'days', number>
const start: Rates = { answerRate: 0.3, speakRate: 0.15, leaveRate: 0.01, doneRate: 0.9, members: 200, joinsPerDay: 5, days: 14 }
const numbers = { members: [1, 2000], joinsPerDay: [0, 100], days: [1, 62] } as const

/** The playbook with invented members: what reaches whom, who answers, who leaves. Marked as invented everywhere. */
export function Simulate({ text, draft }: { text: string; draft: LooseDraft | undefined }) {
  const { t, f } = useI18n()
  const [shown, setShown] = useState<Rates>(start)
  const [asked, setAsked] = useState<Rates>(start)
  const place = useBeginning()
  const [draw, setDraw] = useState(1)
  const answer = useRoute(
    simulatePlaybook,
    { text, ...place.beginning, ...asked, seed: String(draw) },
    { keepPrevious: true, enabled: draft !== undefined, staleMs: 600_000 },
  )
  if (!draft) return <EmptyState title={t('playbook.preview.unreadable')} hint={t('playbook.preview.unreadable.hint')} />
  const slider = (name: keyof Rates, min: number, max: number, step: number, words: (value: number) => string) => (
    <Form.Item key={name} label={`${t(`playbook.simulate.${name}`)} ${words(shown[name])}`}>
      <Slider
        min={min}
        max={max}
        step={step}
        value={shown[name]}
        ariaLabelForHandle={t(`playbook.simulate.${name}`)}
        tooltip={{ formatter: (value) => words(value ?? 0) }}
        onChange={(value) => setShown({ ...shown, [name]: value })}
        onChangeComplete={(value) => setAsked({ ...asked, [name]: value })}
      />
    </Form.Item>
  )
  return (
    <div className="pb-foresee">
      <Section title={t('playbook.simulate.ask')}>
        <Form layout="vertical" component="div" requiredMark={false}>
          {(['members', 'joinsPerDay', 'days'] as const).map((name) =>
            slider(name, numbers[name][0], numbers[name][1], 1, (value) => f.number(value)),
          )}
          {rates.map((name) =>
            slider(name, 0, name === 'leaveRate' ? 0.2 : 1, name === 'leaveRate' ? 0.005 : 0.05, (value) => f.percent(value)),
          )}
          <PlaceFields draft={draft} of={place} />
          <Button block loading={answer.isFetching} onClick={() => setDraw(draw + 1)}>
            {t('playbook.simulate.again')}
          </Button>
        </Form>
      </Section>
      <div>
        <Alert className="pb-notice" type="info" showIcon title={t('playbook.simulate.invented')} />
        {answer.error ? <ErrorText error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        <Loaded of={answer} rows={10}>
          {(result) => <Result draft={draft} result={result} />}
        </Loaded>
      </div>
    </div>
  )
}

function Result({ result, draft }: { result: Simulation; draft: LooseDraft }) {
  const { t, f } = useI18n()
  const say = useSay()
  const { totals, days, steps } = result
  const armsOf = new Map(draft.steps.map((step) => [step.id, step.variants]))
  const option = useMemo<ChartOption>(() => {
    const line = (key: 'touches' | 'answers' | 'speakers' | 'left' | 'members', type: 'line' | 'bar') => ({
      type,
      name: t(`playbook.simulate.line.${key}`),
      data: days.map((day) => day[key]),
      ...(type === 'line' ? { showSymbol: false } : {}),
    })
    return {
      legend: {},
      xAxis: { type: 'category', data: days.map((day) => day.date.slice(5)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [line('touches', 'bar'), line('members', 'line'), line('answers', 'line'), line('speakers', 'line'), line('left', 'line')],
    } as ChartOption
  }, [days, t])
  const share = (part: number, whole: number) => (whole === 0 ? '–' : f.percent(part / whole))
  return (
    <>
      <Figures>
        <Figure
          label={t('playbook.simulate.reached')}
          value={totals.reached}
          exact={false}
          definition={t('playbook.simulate.reached.definition')}
        />
        <Figure
          label={t('playbook.simulate.answered')}
          value={share(totals.answered, totals.reached)}
          definition={t('playbook.simulate.answered.definition')}
          note={t('playbook.simulate.times', { count: totals.answered })}
        />
        <Figure
          label={t('playbook.simulate.joined')}
          value={totals.joined}
          exact={false}
          definition={t('playbook.simulate.joined.definition')}
        />
        <Figure label={t('playbook.simulate.left')} value={totals.left} exact={false} definition={t('playbook.simulate.left.definition')} />
      </Figures>
      <Unreached rows={result.unreached} />
      <LookedAtNote of={result.lookedAt} />
      <HeldTable rows={result.held} cut={result.heldCut} />
      <Section title={t('playbook.simulate.by-day')}>
        <Chart
          option={option}
          height={280}
          summary={t('playbook.simulate.summary', { reached: totals.reached, answered: totals.answered, left: totals.left })}
        />
      </Section>
      <Section title={t('playbook.simulate.by-step')} flush>
        <WideTable
          rowKey="step"
          pagination={steps.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          dataSource={steps.filter((one) => one.reached + one.skipped + one.missed > 0)}
          columns={[
            { key: 'title', title: t('playbook.step.title'), render: (_, row) => say(row.title) },
            { key: 'reached', title: t('playbook.simulate.reached'), align: 'right', dataIndex: 'reached' },
            {
              key: 'answered',
              title: t('playbook.simulate.answered'),
              align: 'right',
              render: (_, row) => share(row.answered, row.reached),
            },
            { key: 'left', title: t('playbook.simulate.left-after'), align: 'right', dataIndex: 'leftAfter' },
            {
              key: 'variants',
              title: t('playbook.variants.title'),
              render: (_, row) =>
                row.variants
                  .map(
                    (arm) =>
                      `${armWords(t, armsOf.get(row.step), arm.variant)} ${share(arm.answered, arm.reached)} (${f.number(arm.reached)})`,
                  )
                  .join(' · '),
            },
          ]}
        />
      </Section>
    </>
  )
}
