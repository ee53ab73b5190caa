import { type Condition, conditionWords } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { Button, Dropdown } from 'antd'
import { coreLanguage } from '../../contract/index.ts'
import { useWords } from './use-words.ts'
import { YamlField } from './yaml-field.tsx'

interface ConditionFieldProps {
  readonly label: string
  readonly value: unknown
  readonly disabled: boolean
  readonly onChange: (value: unknown) => void
}

/** A condition: read as a sentence, written as text, questions added from a menu. */
export function ConditionField({ label, value, disabled, onChange }: ConditionFieldProps) {
  const { t, locale } = useI18n()
  const words = useWords()
  const add = (kind: string) => {
    const question = { kind, ...coreLanguage.conditions.get(kind)?.example }
    if (value === undefined) onChange(question)
    else if (isAll(value)) onChange({ ...value, all: [...value.all, question] })
    else onChange({ all: [value, question] })
  }
  return (
    <YamlField
      label={label}
      value={value}
      disabled={disabled}
      onChange={onChange}
      extra={
        <>
          <p className="pb-sentence">{sentence(value, locale) ?? t('playbook.condition.always')}</p>
          {disabled ? null : (
            <Dropdown
              trigger={['click']}
              menu={{ items: words.conditions.map((one) => ({ key: one.value, label: one.label })), onClick: ({ key }) => add(key) }}
            >
              <Button size="small">{t('playbook.condition.add')}</Button>
            </Dropdown>
          )}
        </>
      }
    />
  )
}

function isAll(value: unknown): value is { all: unknown[] } {
  return typeof value === 'object' && value !== null && Array.isArray((value as { all?: unknown }).all)
}

/** The words of a condition that may be half written. */
function sentence(value: unknown, locale: 'zh' | 'en'): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  try {
    return conditionWords(value as Condition, coreLanguage.conditions, locale)
  } catch {
    return undefined
  }
}
