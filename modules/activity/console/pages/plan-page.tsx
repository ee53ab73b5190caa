import { localOf, momentOf } from '@grove/calendar'
import { useRoute, useVerb } from '@grove/client/react'
import { useCommunities } from '@grove/community/console'
import type { Condition } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { ConditionInput } from '@grove/segment/console'
import { DayTimeField, ErrorText, Loaded, PageHeader, Section, useGo, usePathParams, useUrlState, useViewer } from '@grove/ui'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type Award, listActivities, listScripts, planActivity, type QuestionSource, type Script } from '../../contract/index.ts'
import { AwardFields } from '../parts/award-fields.tsx'
import { BankSource } from '../parts/bank-source.tsx'
import { wholeAward } from '../parts/own-rules.tsx'
import { NO_WEIGHTS, WeightFields, wholeWeights } from '../parts/weight-fields.tsx'
import '../parts/activity.css'

const path = z.object({ script: z.string() })
const HOUR = 3_600_000

/** /activities/plan/:script — groups, a time, and whatever the owner wants otherwise. */
export default function PlanPage() {
  const { script: key } = usePathParams(path)
  const scripts = useRoute(listScripts, {}, { staleMs: 600_000 })
  return (
    <Loaded of={scripts}>
      {({ items }) => {
        const script = items.find((one) => one.key === key) ?? items[0]
        return script ? <Plan key={script.key} script={script} /> : null
      }}
    </Loaded>
  )
}

function Plan({ script }: { readonly script: Script }) {
  const { t, f, zone } = useI18n()
  const go = useGo()
  const asked = Number(useUrlState().one('community')) || undefined
  const [communityIds, setCommunityIds] = useState<number[]>(asked ? [asked] : [])
  const [at, setAt] = useState<string | null>(() => {
    const soon = localOf(Math.ceil((Date.now() + HOUR) / HOUR) * HOUR, zone)
    return `${soon.day}T${soon.time}`
  })
  const [title, setTitle] = useState(script.title)
  const [intro, setIntro] = useState(script.spec.intro)
  const [rounds, setRounds] = useState(script.rounds)
  const [timing, setTiming] = useState(script.spec.timing)
  const [claims, setClaims] = useState(script.spec.claims)
  const [packet, setPacket] = useState(script.spec.packetPoints)
  const [source, setSource] = useState<QuestionSource>(script.spec.source)
  const [awards, setAwards] = useState<readonly Award[]>(script.spec.awards)
  const [guarantee, setGuarantee] = useState(script.spec.guaranteeAfter)
  const [weights, setWeights] = useState(script.spec.weights ?? NO_WEIGHTS)
  const [posts, setPosts] = useState(script.spec.posts)
  const viewer = useViewer()
  const mayAsk = viewer.can('segment.read')
  const [limited, setLimited] = useState(false)
  const [condition, setCondition] = useState<Condition>()
  const groups = useCommunities(asked)
  const draws = script.mechanism !== 'rounds' && awards.some((award) => award.who.kind === 'draw')
  const plan = useVerb(planActivity, {
    invalidates: [listActivities],
    onDone: ({ ids }) => go(ids.length === 1 ? `/activities/${ids[0]}` : '/activities'),
  })
  const submit = () => {
    const [day = '', time = ''] = at?.split('T') ?? []
    const startsAt = new Date(momentOf(day, time, zone)).toISOString()
    const { roundMinutes, graceMinutes, breakMinutes } = timing
    plan.mutate({
      script: script.key,
      communityIds,
      startsAt,
      title,
      intro,
      rounds,
      roundMinutes,
      graceMinutes,
      breakMinutes,
      posts,
      ...(hasWords(source) || source.kind === 'bank' ? { source: tidy(source) } : {}),
      awards: [...awards],
      ...(draws ? { weights, guaranteeAfter: guarantee } : {}),
      ...(limited && condition ? { condition } : {}),
      ...(claims === null ? {} : { claims }),
      ...(packet === null ? {} : { packetPoints: packet }),
    })
  }
  const quiz = script.mechanism === 'rounds' && script.kind !== 'vote' && script.kind !== 'guess'
  const minutes = (name: 'roundMinutes' | 'graceMinutes' | 'breakMinutes', most: number, least = 1) => (
    <Form.Item label={t(`activity.field.${name}`)} htmlFor={`plan-${name}`} required>
      <InputNumber
        id={`plan-${name}`}
        min={least}
        max={most}
        precision={0}
        value={timing[name]}
        onChange={(value) => setTiming({ ...timing, [name]: value ?? least })}
        suffix={t('activity.minutes')}
        className="activity-minutes"
      />
    </Form.Item>
  )
  return (
    <>
      <PageHeader title={t('activity.plan_of', { title: script.title })} back="/activities?tab=library" hint={script.theme} />
      <Form layout="vertical" className="activity-plan" disabled={plan.isPending}>
        <Section title={t('activity.plan.where')}>
          <Form.Item label={t('activity.field.communities')} htmlFor="plan-communities" required>
            <Select
              id="plan-communities"
              mode="multiple"
              showSearch={{ filterOption: false, onSearch: groups.onSearch }}
              loading={groups.loading}
              value={communityIds}
              onChange={(ids: number[]) => setCommunityIds(ids)}
              options={groups.items
                .filter((one) => !['dissolved', 'transferred'].includes(one.state))
                .map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Form.Item label={t('activity.field.starts_at')} required>
            <DayTimeField value={at} onChange={(value) => setAt(value ?? null)} />
          </Form.Item>
          <p className="g-soft">
            {t('activity.plan.posts_hint', {
              announce: f.duration(timing.announceMinutes * 60),
              preheat: f.duration(timing.preheatMinutes * 60),
            })}
          </p>
        </Section>
        <Section title={t('activity.plan.how')}>
          <Form.Item label={t('activity.field.title')} htmlFor="plan-title" required>
            <Input id="plan-title" maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          </Form.Item>
          <Form.Item label={t('activity.rules')} htmlFor="plan-intro">
            <Input.TextArea id="plan-intro" rows={3} maxLength={500} value={intro} onChange={(event) => setIntro(event.target.value)} />
          </Form.Item>
          {hasWords(source) ? <SourceFields source={source} onChange={setSource} /> : null}
          {source.kind === 'bank' && viewer.can('question.read') ? <BankSource source={source} onChange={setSource} /> : null}
          <div className="activity-row">
            {script.mostRounds > 1 ? (
              <Form.Item
                label={t(script.mechanism === 'days' ? 'activity.field.days' : 'activity.field.rounds')}
                htmlFor="plan-rounds"
                required
              >
                <InputNumber
                  id="plan-rounds"
                  min={1}
                  max={script.mostRounds}
                  precision={0}
                  value={rounds}
                  onChange={(value) => setRounds(value ?? 1)}
                />
              </Form.Item>
            ) : null}
            {script.mechanism === 'days' ? null : minutes('roundMinutes', 20_160)}
            {quiz ? minutes('graceMinutes', 120) : null}
            {quiz ? minutes('breakMinutes', 240, 0) : null}
            {claims === null ? null : (
              <Form.Item label={t('activity.field.claims')} htmlFor="plan-claims" required>
                <InputNumber
                  id="plan-claims"
                  min={1}
                  max={100_000}
                  precision={0}
                  value={claims}
                  onChange={(value) => setClaims(value ?? 1)}
                />
              </Form.Item>
            )}
            {packet === null ? null : (
              <Form.Item label={t('activity.field.packet')} htmlFor="plan-packet" required>
                <InputNumber
                  id="plan-packet"
                  min={claims ?? 1}
                  max={1_000_000}
                  precision={0}
                  value={packet}
                  onChange={(value) => setPacket(value ?? 1)}
                />
              </Form.Item>
            )}
          </div>
        </Section>
        {mayAsk ? (
          <Section title={t('activity.plan.who')}>
            <Form.Item extra={t('activity.limited_hint')}>
              <Checkbox checked={limited} onChange={(event) => setLimited(event.target.checked)}>
                {t('activity.field.limited')}
              </Checkbox>
            </Form.Item>
            {limited ? <ConditionInput value={condition} onChange={setCondition} /> : null}
          </Section>
        ) : null}
        {packet === null ? (
          <Section title={t('activity.prizes')}>
            <AwardFields awards={awards} mayAsk={mayAsk} weighs={script.mechanism !== 'rounds'} onChange={setAwards} />
          </Section>
        ) : null}
        {draws ? (
          <Section title={t('activity.weights')}>
            <WeightFields name="plan" weights={weights} mayAsk={mayAsk} onChange={setWeights} />
            <Form.Item label={t('activity.field.guarantee')} htmlFor="plan-guarantee" required extra={t('activity.guarantee_hint')}>
              <InputNumber
                id="plan-guarantee"
                min={0}
                max={50}
                precision={0}
                value={guarantee}
                onChange={(value) => setGuarantee(value ?? 0)}
              />
            </Form.Item>
          </Section>
        ) : null}
        <Section title={t('activity.plan.words')}>
          <p className="g-soft">{t('activity.plan.words_hint')}</p>
          {(['announce', 'preheat', 'winners', 'followUp'] as const).map((name) => (
            <Form.Item key={name} label={t(`activity.post.${name}`)} htmlFor={`plan-${name}`}>
              <Input.TextArea
                id={`plan-${name}`}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={1000}
                value={posts[name]}
                onChange={(event) => setPosts({ ...posts, [name]: event.target.value })}
              />
            </Form.Item>
          ))}
        </Section>
        {plan.error ? <ErrorText error={plan.error} /> : null}
        <Button
          type="primary"
          size="large"
          loading={plan.isPending}
          disabled={
            communityIds.length === 0 ||
            !at ||
            !title.trim() ||
            (limited && !condition) ||
            (draws && !wholeWeights(weights)) ||
            !awards.every(wholeAward)
          }
          onClick={submit}
        >
          {t('activity.plan.do', { count: communityIds.length })}
        </Button>
      </Form>
    </>
  )
}

type Worded = Extract<QuestionSource, { kind: 'options' | 'one' | 'guess' }>
const hasWords = (source: QuestionSource): source is Worded => ['options', 'one', 'guess'].includes(source.kind)

/** Lines that were left empty are no options. */
const tidy = (source: QuestionSource): QuestionSource =>
  source.kind === 'options' || source.kind === 'guess'
    ? { ...source, options: source.options.map((one) => one.trim()).filter(Boolean) }
    : source

function SourceFields(props: { readonly source: Worded; readonly onChange: (source: QuestionSource) => void }) {
  const { t } = useI18n()
  const { source, onChange } = props
  return (
    <>
      <Form.Item label={t('activity.field.ask')} htmlFor="plan-ask" required>
        <Input id="plan-ask" maxLength={300} value={source.text} onChange={(event) => onChange({ ...source, text: event.target.value })} />
      </Form.Item>
      {source.kind !== 'one' ? (
        <Form.Item
          label={t('activity.field.options')}
          extra={t(source.kind === 'guess' ? 'activity.guess_options_hint' : 'activity.options_hint')}
          htmlFor="plan-options"
        >
          <Input.TextArea
            id="plan-options"
            autoSize={{ minRows: 3, maxRows: 8 }}
            value={source.options.join('\n')}
            onChange={(event) =>
              onChange({
                ...source,
                options: event.target.value
                  .split('\n')
                  .slice(0, 8)
                  .map((line) => line.slice(0, 60)),
              })
            }
          />
        </Form.Item>
      ) : (
        <Form.Item label={t('activity.field.label')} htmlFor="plan-label" required>
          <Input
            id="plan-label"
            maxLength={20}
            value={source.label}
            onChange={(event) => onChange({ ...source, label: event.target.value })}
          />
        </Form.Item>
      )}
    </>
  )
}
