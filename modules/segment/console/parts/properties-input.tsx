import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import type { Translator } from '@grove/i18n'
import { useI18n } from '@grove/i18n/react'
import type { PropertyTest } from '@grove/member/contract'
import { Button, Input, InputNumber, Select } from 'antd'
import { eventProperties } from '../../contract/index.ts'

const HOWS = ['is', 'in', 'atLeast', 'atMost', 'given'] as const
type How = (typeof HOWS)[number]
type Scalar = string | number | boolean

interface PropertiesInputProps {
  readonly event: string
  readonly value: readonly PropertyTest[]
  readonly label: string
  readonly onChange: (next: readonly PropertyTest[]) => void
}

/** Tests on what the event carries: which property, how, and what it has to be. */
export function PropertiesInput({ event, value, label, onChange }: PropertiesInputProps) {
  const { t, locale } = useI18n()
  const found = useRoute(eventProperties, { event }, { enabled: event !== '', staleMs: 300_000 })
  const known = new Map((found.data?.items ?? []).map((one) => [one.property, one]))
  const put = (at: number, next: PropertyTest) => onChange(value.map((one, other) => (other === at ? next : one)))
  if (found.data?.items.length === 0) return <span className="g-soft">{t('segment.property.none')}</span>
  return (
    <div className="segment-properties" role="group" aria-label={label}>
      {value.map((test, at) => {
        const property = known.get(test.property)
        const how = howOf(test)
        const hows = property?.input === 'number' ? HOWS : HOWS.filter((one) => one !== 'atLeast' && one !== 'atMost')
        return (
          <div key={at} className="segment-field">
            <Select
              aria-label={t('segment.property')}
              className="segment-input"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('segment.property')}
              value={test.property || null}
              options={[...known.values()].map((one) => ({ value: one.property, label: one.label[locale] }))}
              onChange={(name: string) => put(at, fresh(name, 'is', known.get(name)?.input))}
            />
            <Select
              aria-label={t('segment.property.how')}
              value={how}
              options={hows.map((one) => ({ value: one, label: t(`segment.property.${one}`) }))}
              onChange={(next: How) => put(at, fresh(test.property, next, property?.input))}
            />
            {how === 'given' ? null : how === 'atLeast' || how === 'atMost' ? (
              <InputNumber
                aria-label={t('segment.property.value')}
                value={test[how] ?? null}
                onChange={(next) => put(at, { property: test.property, [how]: next ?? undefined })}
              />
            ) : (
              <ValueInput
                many={how === 'in'}
                input={property?.input ?? 'text'}
                choices={(property?.choices ?? []).map((one) => ({ value: one, label: choiceWords(t, event, test.property, one) }))}
                value={how === 'in' ? test.in : test.is}
                onChange={(next) => put(at, { property: test.property, [how]: next } as PropertyTest)}
              />
            )}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('segment.property.remove')}
              onClick={() => onChange(value.filter((_, other) => other !== at))}
            />
          </div>
        )
      })}
      {value.length < 5 ? (
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => onChange([...value, { property: '', is: '' }])}>
          {t('segment.property.add')}
        </Button>
      ) : null}
    </div>
  )
}

interface ValueInputProps {
  readonly many: boolean
  readonly input: 'text' | 'number' | 'yesno' | 'choice'
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly value: Scalar | readonly Scalar[] | undefined
  readonly onChange: (next: unknown) => void
}

function ValueInput({ many, input, choices, value, onChange }: ValueInputProps) {
  const { t } = useI18n()
  const label = t('segment.property.value')
  if (input === 'yesno' && !many)
    return (
      <Select
        aria-label={label}
        value={value as boolean}
        onChange={onChange}
        options={[true, false].map((one) => ({ value: one, label: t(one ? 'ui.yes' : 'ui.no') }))}
      />
    )
  if (many || input === 'choice')
    return (
      <Select
        {...(many ? { mode: input === 'choice' ? ('multiple' as const) : ('tags' as const) } : {})}
        className="segment-input"
        aria-label={label}
        tokenSeparators={[',', '，', '、']}
        value={many ? ((value as readonly Scalar[] | undefined) ?? []).map(String) : (value as string) || null}
        options={[...choices]}
        onChange={(next: string | string[]) =>
          onChange(Array.isArray(next) && input === 'number' ? next.map(Number).filter(Number.isFinite) : next)
        }
      />
    )
  if (input === 'number')
    return <InputNumber aria-label={label} value={value as number | null} onChange={(next) => onChange(next ?? undefined)} />
  return (
    <Input className="segment-input" aria-label={label} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)} />
  )
}

/** A choice as the timeline says it. */
function choiceWords(t: Translator, event: string, property: string, value: string): string {
  const known = [`event.word.${event}.${property}.${value}`, `event.word.${property}.${value}`].find((key) => t.has(key))
  return known ? t(known) : value
}

function howOf(test: PropertyTest): How {
  return HOWS.find((one) => one in test) ?? 'given'
}

function fresh(property: string, how: How, input: ValueInputProps['input'] | undefined): PropertyTest {
  if (how === 'given') return { property }
  if (how === 'in') return { property, in: [] }
  if (how === 'atLeast' || how === 'atMost') return { property, [how]: 0 }
  return { property, is: input === 'yesno' ? true : input === 'number' ? 0 : '' }
}
