import { useT } from '@grove/i18n/react'
import { Select, type SelectProps } from 'antd'
import { type ColleagueChoice, useColleagues } from './use-colleagues.ts'

interface FieldProps extends Pick<SelectProps, 'id' | 'allowClear' | 'placeholder' | 'autoFocus' | 'style' | 'aria-label'> {
  readonly pending?: boolean
  /** Whom the page can name already. */
  readonly named?: readonly ColleagueChoice[]
}
interface OneProps extends FieldProps {
  readonly value?: number | null
  readonly onChange?: (id: number | null) => void
  /** Words for “nobody”, where that can be chosen. */
  readonly nobody?: string
}
interface SomeProps extends FieldProps {
  readonly value?: readonly number[]
  readonly onChange?: (ids: number[]) => void
}

function useField(chosen: number | readonly number[] | null | undefined, { pending = false, named, ...props }: FieldProps) {
  const t = useT()
  const { options, loading, onSearch } = useColleagues(chosen, named ? { named } : {})
  const search = { showSearch: { filterOption: false, onSearch }, loading: loading || pending }
  return { ...props, ...search, options, className: 'g-wide', notFoundContent: t(loading ? 'ui.loading' : 'staff.none_found') } as const
}

const NOBODY = 0

/** One colleague, found by name; the server searches. */
export function ColleagueField({ value, onChange, nobody, ...rest }: OneProps) {
  const { options, ...field } = useField(value || undefined, rest)
  return (
    <Select<number | null>
      {...field}
      value={value === null && nobody !== undefined ? NOBODY : (value ?? null)}
      options={nobody === undefined ? options : [{ value: NOBODY, label: nobody }, ...options]}
      onChange={(id) => onChange?.(id || null)}
    />
  )
}

/** Several of them. */
export function ColleaguesField({ value = [], onChange, ...rest }: SomeProps) {
  const field = useField(value, rest)
  return <Select<number[]> {...field} mode="multiple" value={[...value]} onChange={(ids) => onChange?.(ids)} />
}
