import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { Button, Select } from 'antd'
import type { ListState } from './use-list.ts'

/** How many there are, which page this is, and the way to the next. */
export function Pager<R extends Route>({ list, phone }: { list: ListState<R>; phone: boolean }) {
  const { t, f } = useI18n()
  const total = list.total
    ? t('ui.list.total', { count: list.total.count, shown: `${list.total.exact ? '' : '≈'}${f.number(list.total.count)}` })
    : ''
  if (phone) return <p className="g-soft g-pager-phone">{total}</p>
  return (
    <nav className="g-pager" aria-label={t('ui.list.pages')}>
      <span className="g-soft">{total}</span>
      <span className="g-pager-move">
        <Button icon={<LeftOutlined />} aria-label={t('ui.list.previous')} disabled={list.pageNumber === 1} onClick={list.previous} />
        <span className="g-pager-number">{t('ui.list.page', { page: list.pageNumber })}</span>
        <Button icon={<RightOutlined />} aria-label={t('ui.list.next')} disabled={!list.hasNext} onClick={list.next} />
        <Select<number>
          aria-label={t('ui.list.size')}
          value={list.limit}
          onChange={list.setLimit}
          options={list.pageSizes.map((size) => ({ value: size, label: t('ui.list.size.of', { count: size }) }))}
        />
      </span>
    </nav>
  )
}
