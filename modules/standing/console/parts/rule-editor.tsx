import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import type { Condition } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { ConditionInput } from '@grove/segment/console'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { type Ladder, STEPS } from '../../contract/index.ts'
import { ruleWords } from './rule-words.ts'
import { stepWords } from './words.ts'

export interface RuleDraft {
  readonly to: number
  /** Undefined while a field is still empty. */
  readonly when?: unknown
}

interface RuleEditorProps {
  readonly ladder: Ladder
  readonly rule: RuleDraft
  /** Its condition in words, where the page does not know its kinds. */
  readonly told: string
  readonly place: number
  readonly last: boolean
  readonly fresh: boolean
  readonly onChange: (rule: RuleDraft) => void
  readonly onRemove: () => void
  readonly onMove: (by: -1 | 1) => void
}

/** One rule: where to, and what must hold, in words until somebody changes it with the builder that segments are made with. */
export function RuleEditor({ ladder, rule, told, place, last, fresh, onChange, onRemove, onMove }: RuleEditorProps) {
  const { t, locale } = useI18n()
  const [open, setOpen] = useState(fresh)
  const words = rule.when === undefined ? t('standing.rule.unfinished') : ruleWords(rule.when, told, t, locale)
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
        {open ? (
          <ConditionInput value={rule.when as Condition | undefined} onChange={(when) => onChange({ ...rule, when })} />
        ) : (
          <p>{words}</p>
        )}
        <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'standing.rule.close' : 'standing.rule.change')}
        </Button>
      </div>
    </div>
  )
}
