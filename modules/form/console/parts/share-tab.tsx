import { CommunityField, useCommunities } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { CopyText, QrCode, Section, useUrlValue, useViewer } from '@grove/ui'
import { Alert } from 'antd'
import type { FormDetail } from '../../contract/index.ts'

/** How it reaches members: a playbook step, or a link and its picture for one group. */
export function ShareTab({ form }: { form: FormDetail }) {
  const t = useT()
  const { workspace } = useViewer()
  const [group, choose] = useUrlValue('group', '')
  const chosen = Number(group) || undefined
  const code = useCommunities(chosen).items.find((one) => one.id === chosen)?.publicCode
  const link = `${location.origin}/m/${workspace.publicKey}/f/${form.publicCode}${code ? `?from=${code}` : ''}`
  return (
    <>
      {form.state === 'open' ? null : <Alert showIcon type="info" title={t('form.share.not_open')} className="form-notice" />}
      <div className="g-columns">
        <Section title={t('form.share.link')}>
          <div className="form-share-link">
            <QrCode value={link} label={t('form.share.qr', { title: form.title })} />
            <div>
              <CommunityField
                label={t('form.share.group')}
                placeholder={t('form.share.group')}
                value={chosen}
                onChange={(id) => choose(id === undefined ? '' : String(id))}
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
