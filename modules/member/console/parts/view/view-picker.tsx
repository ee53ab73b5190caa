import { DeleteOutlined, SaveOutlined } from '@ant-design/icons'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { parseSearch, useConfirm, useIsPhone, useToast, useUrlState, useViewer, writeSearch } from '@grove/ui'
import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { listViews, type MemberView, removeView } from '../../../contract/index.ts'
import { SaveViewModal } from './save-view-modal.tsx'

interface ViewPickerProps {
  /** Names in the address that belong to a view. */
  readonly names: readonly string[]
  readonly columns: readonly string[]
  /** Told which columns are shown. */
  readonly onColumns: (columns: readonly string[]) => void
}

/** Views of the list: choose one, keep the present one under a name, remove one. */
export function ViewPicker({ names, columns, onColumns }: ViewPickerProps) {
  const t = useT()
  const url = useUrlState()
  const viewer = useViewer()
  const phone = useIsPhone()
  const ask = useConfirm()
  const toast = useToast()
  const views = useRoute(listViews, {}, { staleMs: 60_000 })
  const [saving, setSaving] = useState(false)
  const shown = columns.join('.')
  useEffect(() => onColumns(shown.split('.')), [shown, onColumns])
  const remove = useVerb(removeView, { invalidates: [listViews] })
  const all = [...names, 'sort', 'cols']
  const now = Object.fromEntries(all.map((name) => [name, url.all(name)]))
  const present = sorted(writeSearch(now))
  const items = views.data?.items ?? []
  const active = items.find((view) => sorted(view.search) === present)
  const apply = (view: MemberView | undefined) => {
    const wanted = view ? parseSearch(view.search) : {}
    url.set(Object.fromEntries(all.map((name) => [name, wanted[name]])))
  }
  const drop = async (view: MemberView) => {
    const sure = await ask({ title: t('member.views.remove_ask', { name: view.name }), ok: t('member.views.remove'), danger: true })
    if (sure) remove.mutate({ id: view.id }, { onError: toast.failed })
  }
  const optionsOf = (own: boolean) => items.filter((view) => view.own === own).map((view) => ({ value: view.id, label: view.name }))
  const groups = [
    { label: t('member.views.own'), title: 'own', options: optionsOf(true) },
    { label: t('member.views.shared'), title: 'shared', options: optionsOf(false) },
  ].filter((group) => group.options.length > 0)
  return (
    <>
      {items.length > 0 ? (
        <Select<number | null>
          aria-label={t('member.views.title')}
          placeholder={t('member.views.title')}
          allowClear
          popupMatchSelectWidth={false}
          style={{ width: phone ? 110 : 150 }}
          value={active?.id ?? null}
          onChange={(id?: number | null) => apply(items.find((view) => view.id === id))}
          options={groups}
        />
      ) : null}
      {active && (active.own || viewer.can('tag.manage')) ? (
        <Button
          icon={<DeleteOutlined />}
          aria-label={t('member.views.remove_ask', { name: active.name })}
          title={t('member.views.remove')}
          onClick={() => void drop(active)}
        />
      ) : null}
      {!active && present !== '' ? (
        <Button icon={<SaveOutlined />} onClick={() => setSaving(true)} aria-label={t('member.views.save')}>
          {phone ? null : t('member.views.save')}
        </Button>
      ) : null}
      {saving ? (
        <SaveViewModal
          search={writeSearch({ ...now, cols: url.one('cols') ?? shown }).slice(1)}
          onSaved={apply}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  )
}

/** The same filters in another order are the same view. */
function sorted(search: string): string {
  return [...new URLSearchParams(search)]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
}
