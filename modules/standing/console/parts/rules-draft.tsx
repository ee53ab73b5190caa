import { PlusOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, ErrorText, Section, useConfirm, useToast, useViewer } from '@grove/ui'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { board, type Ladder, listRules, listStanding, publishRules, type RuleVersion, STEPS, tryRules } from '../../contract/index.ts'
import { type RuleDraft, RuleEditor } from './rule-editor.tsx'
import { ruleWords } from './rule-words.ts'
import { TriedMoves } from './tried-moves.tsx'
import { stepWords } from './words.ts'

/** A rule being written; the key stays with it while rules change places. */
interface Row {
  readonly key: number
  readonly rule: RuleDraft
  readonly told: string
  readonly fresh: boolean
}
const FIRST = { all: [{ kind: 'score', atLeast: 60 }] }

interface RulesDraftProps {
  readonly ladder: Ladder
  readonly now: RuleVersion | undefined
  readonly words: readonly string[]
}

/** The rules at work in words, and a draft of the next version. */
export function RulesDraft({ ladder, now, words }: RulesDraftProps) {
  const { t, f } = useI18n()
  const toast = useToast()
  const ask = useConfirm()
  const viewer = useViewer()
  const brought = now?.book ?? { rules: [], otherwise: null, onlyUp: false }
  const [{ otherwise, onlyUp }, keepRest] = useState({ otherwise: brought.otherwise, onlyUp: brought.onlyUp })
  const [rows, setRows] = useState<readonly Row[]>(() =>
    brought.rules.map((rule, key) => ({ key, rule, told: words[key] ?? '', fresh: false })),
  )
  const [note, setNote] = useState('')
  const tried = useVerb(tryRules)
  const publish = useVerb(publishRules, { invalidates: [listRules, board, listStanding] })
  const book = { rules: rows.map(({ rule }) => ({ to: rule.to, when: rule.when })), otherwise, onlyUp }
  const whole = rows.every(({ rule }) => rule.when !== undefined)
  const change = (next: readonly Row[]) => {
    setRows(next)
    tried.reset()
  }
  const setRest = (next: { otherwise: number | null; onlyUp: boolean }) => {
    keepRest(next)
    tried.reset()
  }
  const release = async () => {
    const total = tried.data?.total
    const body = total === undefined ? t('standing.publish.untried') : t('standing.publish.tried', { count: f.number(total) })
    if (!(await ask({ title: t('standing.publish.ask'), body, ok: t('standing.publish') }))) return
    publish.mutate({ ladder, book, note }, { onSuccess: ({ version }) => toast.done(t('standing.published', { version })) })
  }
  return (
    <>
      <Section title={t('standing.rules.now', { version: now?.version ?? 0 })}>
        <p className="g-soft">{t(brought.onlyUp ? 'standing.rules.only_up' : 'standing.rules.both_ways')}</p>
        <ol>
          {brought.rules.map((rule, at) => (
            <li key={`${rule.to}-${words[at]}`}>
              <strong>{stepWords(t, ladder, rule.to)}</strong>: {ruleWords(rule.when, words[at] ?? '', t, f.locale)}
            </li>
          ))}
          <li>
            {brought.otherwise === null
              ? t('standing.rule.otherwise_stay')
              : t('standing.rule.otherwise', { step: stepWords(t, ladder, brought.otherwise) })}
          </li>
        </ol>
      </Section>
      <Can right="standing.manage">
        <Section title={t('standing.draft')}>
          <p className="g-soft">{t('standing.draft.hint')}</p>
          {rows.map(({ key, rule, told, fresh }, at) => (
            <RuleEditor
              key={key}
              ladder={ladder}
              rule={rule}
              told={told}
              fresh={fresh}
              place={at}
              last={at === rows.length - 1}
              onChange={(next) => change(rows.map((one) => (one.key === key ? { ...one, rule: next, told: '' } : one)))}
              onRemove={() => change(rows.filter((one) => one.key !== key))}
              onMove={(by) => change(swapped(rows, at, at + by))}
            />
          ))}
          <p>
            <Button
              size="small"
              icon={<PlusOutlined />}
              onClick={() =>
                change([
                  ...rows,
                  {
                    key: Math.max(-1, ...rows.map((one) => one.key)) + 1,
                    rule: { to: STEPS[ladder].at(-1) ?? 1, when: FIRST },
                    told: '',
                    fresh: true,
                  },
                ])
              }
            >
              {t('standing.rule.add')}
            </Button>
          </p>
          <div className="s-question">
            <span>{t('standing.rule.otherwise_label')}</span>
            <Select
              aria-label={t('standing.rule.otherwise_label')}
              style={{ minWidth: 150 }}
              value={otherwise ?? 0}
              onChange={(value) => setRest({ onlyUp, otherwise: value === 0 ? null : value })}
              options={[
                { value: 0, label: t('standing.rule.stay') },
                ...STEPS[ladder].map((one) => ({ value: one, label: stepWords(t, ladder, one) })),
              ]}
            />
            <Checkbox checked={onlyUp} onChange={(event) => setRest({ otherwise, onlyUp: event.target.checked })}>
              {t('standing.rule.only_up')}
            </Checkbox>
          </div>
          {tried.error ? <ErrorText error={tried.error} /> : null}
          {publish.error ? <ErrorText error={publish.error} /> : null}
          <div className="s-question">
            <Button loading={tried.isPending} disabled={!whole} onClick={() => tried.mutate({ ladder, book })}>
              {t('standing.try')}
            </Button>
            <Input
              style={{ width: 260 }}
              aria-label={t('standing.note')}
              placeholder={t('standing.note')}
              value={note}
              maxLength={300}
              onChange={(event) => setNote(event.target.value)}
            />
            <Button
              type="primary"
              loading={publish.isPending}
              disabled={!whole || !viewer.can('standing.manage')}
              onClick={() => void release()}
            >
              {t('standing.publish')}
            </Button>
          </div>
          {tried.data ? <TriedMoves ladder={ladder} tried={tried.data} /> : null}
        </Section>
      </Can>
    </>
  )
}

function swapped<T>(list: readonly T[], a: number, b: number): readonly T[] {
  const next = [...list]
  const [one, other] = [next[a], next[b]]
  if (one === undefined || other === undefined) return next
  next[a] = other
  next[b] = one
  return next
}
