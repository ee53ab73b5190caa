import { FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { DayRangeField } from '../input/day-field.tsx'
import { useUrlState } from '../router/url-state.ts'
import { useIsPhone } from '../theme/use-is-phone.ts'
import type { Filter } from './list-spec.ts'

interface FilterBarProps {
  readonly filters: readonly Filter[]
  readonly prefix: string
  readonly filtered: boolean
  readonly onClear: () => void
}

/** Filters that live in the address; each applies by itself, without a “search” button. */
export function FilterBar({ filters, prefix, filtered, onClear }: FilterBarProps) {
  const t = useT()
  const phone = useIsPhone()
  const [open, setOpen] = useState(filtered)
  const folded = phone && filters.filter((filter) => filter.kind !== 'text').length > 0
  return (
    <div role="search" className="g-filters">
      {filters
        .filter((filter) => !folded || open || filter.kind === 'text')
        .map((filter) => (
          <FilterField key={filter.key} filter={filter} prefix={prefix} />
        ))}
      {folded ? (
        <Button icon={<FilterOutlined />} aria-label={t('ui.list.filters')} aria-expanded={open} onClick={() => setOpen(!open)} />
      ) : null}
      {filtered ? (
        <Button type="link" onClick={onClear}>
          {t('ui.list.clear')}
        </Button>
      ) : null}
    </div>
  )
}

function FilterField({ filter, prefix }: { filter: Filter; prefix: string }) {
  const t = useT()
  const url = useUrlState()
  const name = prefix + filter.key
  if (filter.kind === 'text') {
    return <TextFilter label={filter.label} value={url.one(name) ?? ''} onChange={(value) => url.set({ [name]: value || undefined })} />
  }
  if (filter.kind === 'days') {
    const end = prefix + filter.to
    return (
      <DayRangeField
        label={[t('ui.list.from', { label: filter.label }), t('ui.list.to')]}
        from={url.one(name)}
        to={url.one(end)}
        onChange={(from, to) => url.set({ [name]: from, [end]: to })}
      />
    )
  }
  const shared = {
    'aria-label': filter.label,
    placeholder: filter.label,
    allowClear: true,
    loading: filter.loading ?? false,
    options: filter.options.map((option) => ({ ...option })),
    showSearch: filter.onSearch
      ? { filterOption: false, onSearch: filter.onSearch }
      : filter.options.length > 8
        ? { optionFilterProp: 'label' }
        : false,
    popupMatchSelectWidth: false,
    className: 'g-filter-choice',
  } as const
  return filter.many ? (
    <Select<string[]>
      {...shared}
      mode="multiple"
      maxTagCount="responsive"
      value={[...url.all(name)]}
      onChange={(value) => url.set({ [name]: value })}
    />
  ) : (
    <Select<string | null> {...shared} value={url.one(name) ?? null} onChange={(value) => url.set({ [name]: value ?? undefined })} />
  )
}

/** Waits for a pause in typing, and never sends half a Chinese word while it is being composed. */
function TextFilter({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setText(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = (next: string) => {
    clearTimeout(timer.current)
    if (!composing.current) timer.current = setTimeout(() => onChange(next.trim()), 300)
  }
  const now = (next: string) => {
    clearTimeout(timer.current)
    onChange(next.trim())
  }
  return (
    <Input
      className="g-filter-text"
      aria-label={label}
      placeholder={label}
      allowClear
      prefix={<SearchOutlined />}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        later(event.target.value)
      }}
      onPressEnter={() => now(text)}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        later(event.currentTarget.value)
      }}
    />
  )
}
