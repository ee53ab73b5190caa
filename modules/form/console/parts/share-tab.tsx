import { useRoute } from '@grove/client/react'
import { listCommunities } from '@grove/community/contract'
import { useT } from '@grove/i18n/react'
import { CopyText, QrCode, Section, useUrlValue, useViewer } from '@grove/ui'
import { Alert, Select } from 'antd'
import type { FormDetail } from '../../contract/index.ts'

/** How it reaches members: a playbook step, or a link and its picture for one group. */
export function ShareTab({ form }: { form: FormDetail }) {
  const t = useT()
  const { workspace } = useViewer()
  const [code, choose] = useUrlValue('group', '')
  const communities = useRoute(listCommunities, { limit: 200 }, { staleMs: 60_000 })
  const link = `${location.origin}/m/${workspace.publicKey}/f/${form.publicCode}${code ? `?from=${code}` : ''}`
  return (
    <>
      {form.state === 'open' ? null : <Alert showIcon type="info" title={t('form.share.not_open')} className="form-notice" />}
      <div className="g-columns">
        <Section title={t('form.share.link')}>
          <div className="form-share-link">
            <QrCode value={link} label={t('form.share.qr', { title: form.title })} />
            <div>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={code || null}
                placeholder={t('form.share.group')}
                aria-label={t('form.share.group')}
                loading={communities.isPending}
                onChange={(value) => choose(value ?? '')}
                options={(communities.data?.items ?? []).map((one) => ({ value: one.publicCode, label: one.name }))}
              />
              <p>
                <CopyText text={link} />
              </p>
              <p className="g-soft">{t('form.share.hint')}</p>
            </div>
          </div>
        </Section>
        <Section title={t('form.share.playbook')}>
          <p>{t('form.share.playbook_hint')}</p>
          <pre className="form-snippet">{`do: { kind: sendForm, form: ${form.key} }`}</pre>
          <p className="g-soft">{t('form.share.wait_hint')}</p>
          <pre className="form-snippet">{`when: { on: formAnswered, filter: { form: ${form.key} } }`}</pre>
        </Section>
      </div>
    </>
  )
}
