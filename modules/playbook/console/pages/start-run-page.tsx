import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Loaded, PageHeader, Section, useUrlState } from '@grove/ui'
import { Form, Segmented, Select } from 'antd'
import { listPlaybooks } from '../../contract/index.ts'
import '../parts/playbook.css'
import { useSay } from '../parts/say.ts'
import { StartForm } from '../parts/start-form.tsx'

/** Starts a playbook in a community or in many; playbook and community may be chosen by the address. */
export default function StartRunPage() {
  const t = useT()
  const say = useSay()
  const url = useUrlState()
  const playbookId = Number(url.one('playbook')) || undefined
  const communityId = Number(url.one('community')) || undefined
  const many = url.one('many') === '1'
  const library = useRoute(listPlaybooks, {})
  return (
    <>
      <PageHeader title={t('run.start.title')} hint={t('run.start.hint')} back={playbookId ? `/playbooks/${playbookId}` : '/runs'} />
      <Loaded of={library}>
        {({ items }) => {
          const startable = items.filter((one) => one.latestVersion > 0)
          const playbook = startable.find((one) => one.id === playbookId)
          return (
            <>
              <Section>
                <Form layout="vertical" component="div" className="pb-narrow">
                  <Form.Item label={t('run.playbook')} required>
                    <Select
                      aria-label={t('run.playbook')}
                      showSearch={{ optionFilterProp: 'label' }}
                      placeholder={t('run.playbook.choose')}
                      value={playbook?.id ?? null}
                      onChange={(id: number) => url.set({ playbook: String(id) })}
                      options={startable.map((one) => ({ value: one.id, label: say(one.title) }))}
                    />
                  </Form.Item>
                  <Form.Item label={t('run.many.how')} required>
                    <Segmented
                      aria-label={t('run.many.how')}
                      value={many ? 'many' : 'one'}
                      onChange={(value) => url.set({ many: value === 'many' ? '1' : undefined })}
                      options={[
                        { value: 'one', label: t('run.many.one') },
                        { value: 'many', label: t('run.many.many') },
                      ]}
                    />
                  </Form.Item>
                </Form>
              </Section>
              {playbook ? <StartForm key={playbook.id} playbook={playbook} communityId={communityId} many={many} /> : null}
            </>
          )
        }}
      </Loaded>
    </>
  )
}
