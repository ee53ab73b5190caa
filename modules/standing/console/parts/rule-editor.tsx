import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { Question } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { Button, Input, Select } from 'antd'
import { type Ladder, STEPS } from '../../contract/index.ts'
import { QuestionFields } from './question-fields.tsx'
import { conditionOf, type FlatRule, flatOf, ruleKinds } from './rule-form.ts'
import { stepWords } from './words.ts'

export interface RuleDraft {
  readonly to: number
  readonly when?: unknown
}

interface RuleEditorProps {
  readonly ladder: Ladder
  readonly rule: RuleDraft
  readonly place: number
  readonly last: boolean
  readonly onChange: (rule: RuleDraft) => void
  readonly onRemove: () => void
  readonly onMove: (by: -1 | 1) => void
}

/** One rule: where to, and the questions that must hold. What does not fit the form is written as text. */
export function RuleEditor({ ladder, rule, place, last, onChange, onRemove, onMove }: RuleEditorProps) {
  const { t } = useI18n()
  const flat = flatOf(rule.when)
  return (
    <div className="s-rule">
      <div className="s-question">
        <strong>{place + 1}</strong>
        <Select
          aria-label={t('standing.rule.to')}
          style={{ minWidth: 130 }}
          value={rule.to}
          onChange={(to) => onChange({ ...rule, to })}
          options={STEPS[ladder].map((one) => ({ value: one, label: stepWords(t, ladder, one) }))}
        />
        {flat ? (
          <Select
            aria-label={t('standing.rule.join')}
            value={flat.join}
            onChange={(join) => onChange({ ...rule, when: wholeOf({ ...flat, join }) })}
            options={(['all', 'any'] as const).map((join) => ({ value: join, label: t(`standing.rule.join.${join}`) }))}
          />
        ) : null}
        <Button
          size="small"
          icon={<ArrowUpOutlined />}
          aria-label={t('standing.rule.up')}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        />
        <Button size="small" icon={<ArrowDownOutlined />} aria-label={t('standing.rule.down')} disabled={last} onClick={() => onMove(1)} />
        <Button size="small" icon={<DeleteOutlined />} aria-label={t('standing.rule.remove')} onClick={onRemove} />
      </div>
      <div className="s-questions">
        {flat ? (
          <Questions flat={flat} onChange={(next) => onChange({ ...rule, when: wholeOf(next) })} />
        ) : (
          <RuleText when={rule.when} onChange={(when) => onChange({ ...rule, when })} />
        )}
      </div>
    </div>
  )
}

/** The join is kept while there is one question only, so that the form does not forget it. */
const wholeOf = (flat: FlatRule) => (flat.parts.length === 1 ? { [flat.join]: [conditionOf(flat)] } : conditionOf(flat))

function Questions({ flat, onChange }: { flat: FlatRule; onChange: (flat: FlatRule) => void }) {
  const { t, f } = useI18n()
  const set = (at: number, part: FlatRule['parts'][number]) =>
    onChange({ ...flat, parts: flat.parts.map((one, place) => (place === at ? part : one)) })
  const fresh = (kind: string) => ({ kind, ...ruleKinds.get(kind)?.example }) as Question
  return (
    <>
      {flat.parts.map(({ not, question }, at) => (
        <div key={`${question.kind}-${at + 1}`} className="s-question">
          <Select
            aria-label={t('standing.rule.not')}
            value={not ? 'not' : 'is'}
            onChange={(value) => set(at, { not: value === 'not', question })}
            options={[
              { value: 'is', label: t('standing.rule.holds') },
              { value: 'not', label: t('standing.rule.holds_not') },
            ]}
          />
          <Select
            aria-label={t('standing.rule.question')}
            style={{ minWidth: 130 }}
            value={question.kind}
            onChange={(kind) => set(at, { not, question: fresh(kind) })}
            options={[...ruleKinds.values()].map((kind) => ({ value: kind.kind, label: kind.title[f.locale] }))}
          />
          <QuestionFields
            fields={ruleKinds.get(question.kind)?.form ?? []}
            question={question}
            onChange={(next) => set(at, { not, question: next })}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('standing.rule.remove_question')}
            onClick={() => onChange({ ...flat, parts: flat.parts.filter((_, place) => place !== at) })}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onChange({ ...flat, parts: [...flat.parts, { not: false, question: fresh('score') }] })}
      >
        {t('standing.rule.add_question')}
      </Button>
    </>
  )
}

function RuleText({ when, onChange }: { when: unknown; onChange: (when: unknown) => void }) {
  const { t } = useI18n()
  return (
    <>
      <p className="g-soft">{t('standing.rule.as_text')}</p>
      <Input.TextArea
        aria-label={t('standing.rule.as_text')}
        autoSize={{ minRows: 3 }}
        defaultValue={JSON.stringify(when, null, 1)}
        onBlur={(event) => {
          try {
            onChange(JSON.parse(event.target.value))
          } catch {
            onChange(event.target.value)
          }
        }}
      />
    </>
  )
}
