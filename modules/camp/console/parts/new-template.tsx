import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, useGo } from '@grove/ui'
import { Button, Drawer } from 'antd'
import { createTemplate, listStarters, listTemplates } from '../../contract/index.ts'
import './camp.css'

/** Start from one of ours: the whole arc is there, words and days are changed afterwards. */
export function NewTemplate({ onClose }: { readonly onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const starters = useRoute(listStarters, {}, { staleMs: 600_000 })
  const create = useVerb(createTemplate, { invalidates: [listTemplates], onDone: ({ id }) => go(`/camp-templates/${id}`) })
  return (
    <Drawer open title={t('camp.template.new')} onClose={onClose} size={560}>
      {create.error ? <ErrorText error={create.error} /> : null}
      <Loaded of={starters}>
        {({ items }) => (
          <div className="camp-starters">
            {items.map((one) => (
              <div key={one.key} className="camp-starter">
                <strong>{one.name}</strong>
                <p className="g-soft">{one.intro}</p>
                <Button loading={create.isPending} onClick={() => create.mutate({ name: one.name, plan: one.plan })}>
                  {t('camp.template.use')}
                </Button>
              </div>
            ))}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
