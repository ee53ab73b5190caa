import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Loaded, PageHeader, Section, useUrlValue } from '@grove/ui'
import { Steps } from 'antd'
import { getImport } from '../../contract/index.ts'
import { ImportColumns } from '../parts/import-columns.tsx'
import { ImportProgress } from '../parts/import-progress.tsx'
import { ImportUpload } from '../parts/import-upload.tsx'

/** /members/import — file, columns, result; the address holds the import, so a reload or a colleague finds it again. */
export default function ImportPage() {
  const t = useT()
  const [chosen, choose] = useUrlValue('import', '')
  const id = Number(chosen) || 0
  const report = useRoute(
    getImport,
    { id },
    { enabled: id > 0, staleMs: 0, refetchEvery: (data) => (data?.state === 'running' ? 700 : false) },
  )
  const state = report.data?.state
  const step = id === 0 ? 0 : state === undefined || state === 'waiting' ? 1 : 2
  return (
    <>
      <PageHeader title={t('member.import.title')} hint={t('member.import.hint')} back="/members" />
      <Section>
        <Steps
          size="small"
          current={step}
          items={(['file', 'columns', 'result'] as const).map((name) => ({ title: t(`member.import.step.${name}`) }))}
        />
      </Section>
      {id === 0 ? (
        <ImportUpload onUploaded={(uploaded) => choose(String(uploaded))} />
      ) : (
        <Loaded of={report}>
          {(data) =>
            data.state === 'waiting' ? (
              <ImportColumns report={data} onAgain={() => choose('')} />
            ) : (
              <ImportProgress report={data} onAgain={() => choose('')} />
            )
          }
        </Loaded>
      )}
    </>
  )
}
