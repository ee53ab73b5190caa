import { Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useParams } from 'wouter'
import { verifyCertificate } from '../../contract/index.ts'
import '../parts/camp.css'

/** /m/:ws/certificate/:number — anybody with the number sees whether it is true. */
export default function CertificatePage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const { number = '' } = useParams<{ number: string }>()
  const page = useLoad(verifyCertificate, { ws, number })
  if (page.problem?.status === 404)
    return (
      <Page title={t('camp.certificate.title')} actions={<LanguageSwitch />}>
        <Empty title={t('camp.certificate.unknown')} hint={t('camp.certificate.unknown_hint', { number })} />
      </Page>
    )
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { data } = page
  const address = `/api/m/${ws}/certificates/${data.number}`
  return (
    <Page title={t('camp.certificate.title')} subtitle={data.workspaceName} actions={<LanguageSwitch />}>
      <p className={data.revoked ? 'camp-verdict camp-verdict-bad' : 'camp-verdict'} role="status">
        {t(data.revoked ? 'camp.certificate.revoked' : 'camp.certificate.genuine')}
      </p>
      {!data.revoked && <img className="camp-certificate" src={`${address}/picture.png`} alt={data.text} width={1123} height={794} />}
      <Card>
        <Row title={data.name} note={t('camp.certificate.name')} />
        <Row title={data.text} note={data.title} />
        <Row title={data.issuer} note={t('camp.certificate.issuer')} />
        <Row title={f.day(data.issuedOn)} note={t('camp.certificate.issued_on')} />
        <Row title={data.number} note={t('camp.certificate.number')} />
      </Card>
      {!data.revoked && (
        <Card>
          <div className="camp-stack">
            <a className="camp-file" href={`${address}/picture.png`} download={`certificate-${data.number}.png`}>
              {t('camp.certificate.save_picture')}
            </a>
            <a className="camp-file" href={`${address}/certificate.pdf`} download={`certificate-${data.number}.pdf`}>
              {t('camp.certificate.save_pdf')}
            </a>
          </div>
        </Card>
      )}
    </Page>
  )
}
