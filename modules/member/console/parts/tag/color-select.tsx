import { useT } from '@grove/i18n/react'
import { Select, Tag } from 'antd'

const COLORS = ['red', 'orange', 'gold', 'green', 'cyan', 'blue', 'purple', 'magenta'] as const

/** A colour by its name; the same few everywhere, so that a list of members stays readable. */
export function ColorSelect(props: { value?: string | null; onChange?: (value: string | null) => void; id?: string }) {
  const t = useT()
  return (
    <Select<string>
      {...(props.id ? { id: props.id } : {})}
      allowClear
      value={props.value ?? null}
      onChange={(value?: string) => props.onChange?.(value ?? null)}
      placeholder={t('member.color.none')}
      options={COLORS.map((color) => ({ value: color, label: <Tag color={color}>{t(`member.color.${color}`)}</Tag> }))}
    />
  )
}
