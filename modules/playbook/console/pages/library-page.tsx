import { useRoute } from '@grove/client/react'
import { communityType } from '@grove/community/contract'
import { useT } from '@grove/i18n/react'
import { Can, EmptyState, Loaded, PageHeader, useGo, useUrlState } from '@grove/ui'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { listPlaybooks } from '../../contract/index.ts'
import { NewPlaybook } from '../parts/new-playbook.tsx'
import { PlaybookCard } from '../parts/playbook-card.tsx'
import '../parts/playbook.css'

/** The library: what each playbook is for, what it costs, where it runs. */
export default function LibraryPage() {
  const t = useT()
  const go = useGo()
  const url = useUrlState()
  const type = url.one('type')
  const archived = url.one('archived') === '1'
  const [making, setMaking] = useState(false)
  const library = useRoute(listPlaybooks, { ...(type ? { type } : {}), archived: archived ? 'true' : 'false' })
  return (
    <>
      <PageHeader
        title={t('playbook.library')}
        hint={t('playbook.library.hint')}
        actions={
          <>
            <Button onClick={() => go('/lint-rules')}>{t('playbook.check.rules')}</Button>
            <Can right="playbook.write">
              <Button type="primary" onClick={() => setMaking(true)}>
                {t('playbook.new')}
              </Button>
            </Can>
          </>
        }
      />
      <div className="pb-bar">
        <Select
          className="pb-type-filter"
          aria-label={t('playbook.facts.types')}
          allowClear
          placeholder={t('playbook.facts.types')}
          value={type ?? null}
          onChange={(value: string | undefined) => url.set({ type: value })}
          options={communityType.options.map((value) => ({ value, label: t(`playbook.type.${value}`) }))}
        />
        <Checkbox checked={archived} onChange={(event) => url.set({ archived: event.target.checked ? '1' : undefined })}>
          {t('playbook.archived.show')}
        </Checkbox>
      </div>
      <Loaded of={library} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            archived ? (
              <EmptyState title={t('playbook.archived.none')} />
            ) : (
              <EmptyState
                title={t('playbook.library.empty')}
                hint={t('playbook.library.empty.hint')}
                action={type ? <Button onClick={() => url.set({ type: undefined })}>{t('ui.list.clear')}</Button> : null}
              />
            )
          ) : (
            <div className="pb-cards">
              {items.map((row) => (
                <PlaybookCard key={row.id} row={row} />
              ))}
            </div>
          )
        }
      </Loaded>
      {making ? <NewPlaybook onClose={() => setMaking(false)} onMade={(row) => go(`/playbooks/${row.id}`)} /> : null}
    </>
  )
}
