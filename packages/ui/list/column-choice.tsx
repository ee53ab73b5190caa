import { TableOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useUrlState } from '../router/url-state.ts'

interface ChoosableColumn {
  readonly key: string
  readonly title: string
  readonly hidden?: boolean
}

/**
 * Which columns of a list this person wants to see: those the address names (a saved view, a link), else what this browser remembers.
 * The first column always stays.
 */
export function useColumnChoice<C extends ChoosableColumn>(name: string, columns: readonly C[], prefix = '') {
  const key = `grove.columns.${name}`
  const url = useUrlState()
  const named = url.one(`${prefix}cols`)?.split('.')
  const [changed, setChanged] = useState<Readonly<Record<string, boolean>>>(() => read(key))
  const shows = (column: C, at: number) => at === 0 || (named ? named.includes(column.key) : (changed[column.key] ?? !column.hidden))
  const shown = columns.filter(shows)
  const toggle = (column: C, show: boolean) => {
    if (named) {
      const kept = columns.filter((one, at) => (one === column ? show : shows(one, at)))
      url.set({ [`${prefix}cols`]: kept.map((one) => one.key).join('.') })
      return
    }
    const next = { ...changed, [column.key]: show }
    setChanged(next)
    globalThis.localStorage?.setItem(key, JSON.stringify(next))
  }
  return { shown, shows, toggle }
}

function read(key: string): Readonly<Record<string, boolean>> {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(key) ?? '{}') as Record<string, boolean>
  } catch {
    return {}
  }
}

export function ColumnChoice<C extends ChoosableColumn>({
  columns,
  choice,
}: {
  columns: readonly C[]
  choice: { shows: (column: C, at: number) => boolean; toggle: (column: C, show: boolean) => void }
}) {
  const t = useT()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="g-column-choice">
          {columns.map((column, at) => (
            <Checkbox
              key={column.key}
              checked={choice.shows(column, at)}
              disabled={at === 0}
              onChange={(event) => choice.toggle(column, event.target.checked)}
            >
              {column.title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button icon={<TableOutlined />} aria-label={t('ui.list.columns')} title={t('ui.list.columns')} />
    </Popover>
  )
}
