import { useT } from '@grove/i18n/react'
import { Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { parse, stringify } from 'yaml'
import { same } from './draft-text.ts'

interface YamlFieldProps {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly extra?: ReactNode
  readonly placeholder?: string
  readonly disabled?: boolean
}

/** A part of the playbook as text, for what has no form of its own. Only what can be read is handed on. */
export function YamlField({ label, value, onChange, extra, placeholder, disabled = false }: YamlFieldProps) {
  const t = useT()
  const [typed, setTyped] = useState<string>()
  const written = value === undefined ? '' : stringify(value, { lineWidth: 0 })
  const read = typed === undefined ? undefined : readPart(typed)
  // While what was typed means what is set, it stays as typed: no jumping of the cursor.
  const shown = typed !== undefined && (read === undefined || same(read.value, value)) ? typed : written
  const broken = typed !== undefined && shown === typed && read === undefined
  return (
    <Form.Item label={label} validateStatus={broken ? 'error' : ''} help={broken ? t('playbook.yaml.broken') : undefined} extra={extra}>
      <Input.TextArea
        className="pb-yaml"
        aria-label={label}
        autoSize={{ minRows: 2, maxRows: 14 }}
        spellCheck={false}
        disabled={disabled}
        value={shown}
        {...(placeholder ? { placeholder } : {})}
        onChange={(event) => {
          setTyped(event.target.value)
          const next = readPart(event.target.value)
          if (next) onChange(next.value)
        }}
      />
    </Form.Item>
  )
}

function readPart(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: undefined }
  try {
    return { value: parse(text, { version: '1.2' }) as unknown }
  } catch {
    return undefined
  }
}
