import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPanel, ProgressBar, Section, TimeText, useToast, useViewer, VerbButton } from '@grove/ui'
import { Space, Tag } from 'antd'
import { useState } from 'react'
import {
  type CertificateRow,
  drawCertificates,
  drawingProgress,
  type EditionDetail,
  getEdition,
  graduate,
  listCertificates,
  readRoster,
  revokeCertificate,
} from '../../contract/index.ts'

/** Who has graduated, and the certificates they got. */
export function CertificatesTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const { workspace } = useViewer()
  const progress = useRoute(
    drawingProgress,
    { id: edition.id },
    { liveOn: ['camp'], refetchEvery: (data) => (data && data.drawn < data.total ? 1500 : 10_000) },
  )
  const stale = [listCertificates, drawingProgress, getEdition, readRoster]
  // Nothing runs before somebody asks for it: a student who opens a certificate has that one drawn alone.
  const [asked, setAsked] = useState(false)
  const { drawn = 0, total = 0 } = progress.data ?? {}
  const drawnWords = t('camp.certificate.drawn', { drawn: f.number(drawn), total: f.number(total) })
  return (
    <>
      <Section>
        <Can right="camp.run">
          <Space wrap>
            <VerbButton
              route={graduate}
              input={{ id: edition.id }}
              invalidates={stale}
              button={{ type: 'primary', disabled: edition.state !== 'finished' }}
              onDone={({ graduates, issued }) => toast.done(t('camp.certificate.decided', { graduates, issued }))}
            >
              {t('camp.certificate.decide')}
            </VerbButton>
            <VerbButton
              route={drawCertificates}
              input={{ id: edition.id }}
              invalidates={stale}
              button={{ disabled: total === 0 || drawn === total }}
              done={t('camp.certificate.drawing')}
              onDone={() => setAsked(true)}
            >
              {t('camp.certificate.draw')}
            </VerbButton>
          </Space>
        </Can>
        <p className="g-soft">{t('camp.certificate.hint')}</p>
        {total === 0 ? null : asked || drawn === total ? (
          <ProgressBar label={drawnWords} done={drawn} total={total} state={drawn === total ? 'done' : 'running'} />
        ) : (
          <p>{drawnWords}</p>
        )}
      </Section>
      <ListPanel
        name="certificates"
        route={listCertificates}
        input={{ id: edition.id }}
        prefix="c."
        rowKey={(row: CertificateRow) => row.id}
        columns={[
          { key: 'name', title: t('camp.field.member'), phone: 'title', render: (row) => row.name },
          {
            key: 'number',
            title: t('camp.certificate.number'),
            render: (row) => (
              <a href={`/m/${workspace.publicKey}/certificate/${row.number}`} target="_blank" rel="noopener noreferrer">
                {row.number}
              </a>
            ),
          },
          { key: 'at', title: t('camp.certificate.issued_on'), render: (row) => <TimeText at={row.issuedAt} as="dateTime" /> },
          {
            key: 'state',
            title: '',
            render: (row) =>
              row.revokedAt ? (
                <Tag color="red">{t('camp.certificate.taken_back')}</Tag>
              ) : (
                <Can right="camp.write">
                  <VerbButton
                    route={revokeCertificate}
                    input={{ id: row.id }}
                    invalidates={[listCertificates]}
                    button={{ size: 'small', type: 'link' }}
                    confirm={{
                      title: t('camp.certificate.revoke_ask', { name: row.name }),
                      body: t('camp.certificate.revoke_hint'),
                      ok: t('camp.certificate.revoke'),
                      danger: true,
                    }}
                  >
                    {t('camp.certificate.revoke')}
                  </VerbButton>
                </Can>
              ),
          },
        ]}
        empty={{ title: t('camp.certificate.empty'), hint: t('camp.certificate.empty_hint') }}
      />
    </>
  )
}
