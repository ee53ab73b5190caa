import { useT } from '@grove/i18n/react'
import { Button, Form, Input } from 'antd'
import { useId, useRef } from 'react'

export interface Variable {
  readonly name: string
  readonly title: string
}

interface TextPairProps {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: string | { zh: string; en: string } | undefined) => void
  readonly rows?: number
  readonly required?: boolean
  readonly extra?: string
  /** Offered as buttons that write `{name}` at the cursor. */
  readonly variables?: readonly Variable[]
  readonly disabled?: boolean
}

/** Words in both languages; English left empty means the Chinese words serve everybody. */
export function TextPair({ label, value, onChange, rows = 1, required = false, extra, variables = [], disabled = false }: TextPairProps) {
  const t = useT()
  const id = useId()
  const { zh, en } = pairOf(value)
  const last = useRef<{ lang: 'zh' | 'en'; from: number; to: number }>({ lang: 'zh', from: zh.length, to: zh.length })
  const set = (lang: 'zh' | 'en', text: string) => onChange(lang === 'zh' ? joinPair(text, en) : joinPair(zh, text))
  const insert = (name: string) => {
    const { lang, from, to } = last.current
    const text = lang === 'zh' ? zh : en
    const at = from + name.length + 2
    last.current = { lang, from: at, to: at }
    set(lang, `${text.slice(0, from)}{${name}}${text.slice(to)}`)
  }
  return (
    <Form.Item label={label} required={required} htmlFor={`${id}-zh`} {...(extra ? { extra } : {})}>
      <div className="pb-pair">
        {(['zh', 'en'] as const).map((lang) => (
          <Input.TextArea
            key={lang}
            id={`${id}-${lang}`}
            lang={lang}
            disabled={disabled}
            aria-label={`${label} ${t(`playbook.lang.${lang}`)}`}
            placeholder={lang === 'zh' ? t('playbook.lang.zh') : t('playbook.lang.en.same')}
            autoSize={{ minRows: rows, maxRows: 14 }}
            maxLength={4000}
            value={lang === 'zh' ? zh : en}
            onChange={(event) => set(lang, event.target.value)}
            onSelect={(event) => {
              const { selectionStart, selectionEnd } = event.currentTarget
              last.current = { lang, from: selectionStart, to: selectionEnd }
            }}
          />
        ))}
      </div>
      {variables.length > 0 && !disabled ? (
        <div className="pb-variables">
          {variables.map((one) => (
            <Button key={one.name} size="small" onClick={() => insert(one.name)} title={`{${one.name}}`}>
              {one.title}
            </Button>
          ))}
        </div>
      ) : null}
    </Form.Item>
  )
}

export function pairOf(value: unknown): { zh: string; en: string } {
  if (typeof value === 'string') return { zh: value, en: '' }
  if (typeof value !== 'object' || value === null) return { zh: '', en: '' }
  const { zh, en } = value as { zh?: unknown; en?: unknown }
  return { zh: typeof zh === 'string' ? zh : '', en: typeof en === 'string' ? en : '' }
}

export function joinPair(zh: string, en: string): string | { zh: string; en: string } | undefined {
  if (zh === '' && en === '') return undefined
  if (en === '' || en === zh) return zh
  return zh === '' ? en : { zh, en }
}
