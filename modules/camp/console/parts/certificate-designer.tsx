import { useClient, useVerb } from '@grove/client/react'
import { staffUploadPicture } from '@grove/content/contract'
import { useT } from '@grove/i18n/react'
import { ErrorText, Section, UploadDrop } from '@grove/ui'
import { Button, Input, Space } from 'antd'
import { useEffect, useState } from 'react'
import { type CampPlan, type CertificateDesign, previewCertificate } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'

const WAIT_MS = 600

/** Words, colour, logo and seal on the left, the certificate as it will be on the right. */
export function CertificateDesigner(props: {
  readonly name: string
  readonly plan: CampPlan
  readonly onChange: (plan: CampPlan) => void
}) {
  const t = useT()
  const { plan, name } = props
  const design = plan.certificate
  const change = (more: Partial<CertificateDesign>) => props.onChange({ ...plan, certificate: { ...design, ...more } })
  const preview = useVerb(previewCertificate)
  const { mutate } = preview
  const asked = JSON.stringify({ design, camp: name, days: plan.days.length })
  useEffect(() => {
    const timer = setTimeout(() => mutate(JSON.parse(asked) as Parameters<typeof mutate>[0]), WAIT_MS)
    return () => clearTimeout(timer)
  }, [asked, mutate])
  return (
    <div className="camp-designer">
      <Section>
        <Labelled label={t('camp.design.title')}>
          {(id) => <Input id={id} maxLength={24} value={design.title} onChange={(event) => change({ title: event.target.value })} />}
        </Labelled>
        <Labelled label={t('camp.design.body')} hint={t('camp.design.variables', { open: '{', close: '}' })}>
          {(id) => (
            <Input.TextArea
              id={id}
              maxLength={300}
              autoSize={{ minRows: 3 }}
              value={design.body}
              onChange={(event) => change({ body: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('camp.certificate.issuer')} hint={t('camp.design.issuer_hint')}>
          {(id) => <Input id={id} maxLength={40} value={design.issuer} onChange={(event) => change({ issuer: event.target.value })} />}
        </Labelled>
        <Labelled label={t('camp.design.colour')}>
          {(id) => <input id={id} type="color" value={design.colour} onChange={(event) => change({ colour: event.target.value })} />}
        </Labelled>
        <Picture label={t('camp.design.logo')} value={design.logo} onChange={(logo) => change({ logo })} />
        <Picture label={t('camp.design.seal')} value={design.seal} onChange={(seal) => change({ seal })} />
      </Section>
      <Section title={t('camp.design.preview')}>
        {preview.error ? <ErrorText error={preview.error} /> : null}
        {preview.data ? <img src={preview.data.png} alt={t('camp.design.preview')} style={{ width: '100%' }} /> : null}
      </Section>
    </div>
  )
}

function Picture(props: { readonly label: string; readonly value: number | null; readonly onChange: (id: number | null) => void }) {
  const t = useT()
  const client = useClient()
  const [error, setError] = useState<unknown>()
  const send = (file: File) => {
    setError(undefined)
    client.upload(staffUploadPicture, {}, file).then(({ id }) => props.onChange(id), setError)
  }
  return (
    <div className="camp-labelled">
      <span>{props.label}</span>
      {error ? <ErrorText error={error} /> : null}
      {props.value === null ? (
        <UploadDrop hint={t('camp.design.picture_hint')} accept="image/*" maxBytes={10 * 1024 * 1024} onFile={send} />
      ) : (
        <Space>
          {t('camp.design.picture_kept')}
          <Button size="small" onClick={() => props.onChange(null)}>
            {t('camp.design.picture_remove')}
          </Button>
        </Space>
      )}
    </div>
  )
}
