import { useI18n } from '@grove/i18n/react'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useNow } from '../show/use-now.ts'

/** An IANA zone, with the time it is there now, so that a wrong choice is seen at once. */
export function ZoneField({ value, onChange, id }: { value?: string; onChange?: (zone: string) => void; id?: string }) {
  const { locale } = useI18n()
  const now = useNow(false)
  const options = useMemo(() => {
    const tag = locale === 'zh' ? 'zh-CN' : 'en-GB'
    const zones = new Set([...(value ? [value] : []), 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])
    return [...zones].map((zone) => {
      const time = new Intl.DateTimeFormat(tag, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now)
      const long = new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName: 'long' }).formatToParts(now)
      const name = long.find((part) => part.type === 'timeZoneName')?.value ?? ''
      return { value: zone, label: `${zone} · ${name} · ${time}`, search: `${zone} ${name}`.toLowerCase() }
    })
  }, [locale, now, value])
  return (
    <Select
      showSearch={{ filterOption: (typed, option) => (option?.search ?? '').includes(typed.toLowerCase()) }}
      options={options}
      {...(value ? { value } : {})}
      {...(id ? { id } : {})}
      onChange={(zone: string) => onChange?.(zone)}
    />
  )
}
