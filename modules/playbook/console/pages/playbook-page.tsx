import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam, type OutputOf } from '@grove/kernel/contract'
import { Can, Loaded, PageHeader, StateTag, UrlTabs, useGo, usePathParams, useViewer } from '@grove/ui'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { checkPlaybook, getPlaybook } from '../../contract/index.ts'
import { Foresee } from '../parts/foresee.tsx'
import { NewPlaybook } from '../parts/new-playbook.tsx'
import '../parts/playbook.css'
import { PublishDialog } from '../parts/publish-dialog.tsx'
import { SaveMark } from '../parts/save-mark.tsx'
import { useSay } from '../parts/say.ts'
import { Simulate } from '../parts/simulate.tsx'
import { useDraft } from '../parts/use-draft.ts'
import { Versions } from '../parts/versions.tsx'
import { Workbench } from '../parts/workbench.tsx'

/** One playbook: table and text, what it would do, its versions. */
export default function PlaybookPage() {
  const { id } = usePathParams(z.object({ id: idParam }))
  const playbook = useRoute(getPlaybook, { id })
  return <Loaded of={playbook}>{(data) => <Opened key={`${data.id} ${data.latestVersion}`} playbook={data} />}</Loaded>
}

function Opened({ playbook }: { playbook: OutputOf<typeof getPlaybook> }) {
  const t = useT()
  const say = useSay()
  const go = useGo()
  const viewer = useViewer()
  const { id, source, archived, latestVersion } = playbook
  const readOnly = source === 'built_in' || archived || !viewer.can('playbook.write')
  const handle = useDraft(id, playbook, readOnly)
  const [publishing, setPublishing] = useState(false)
  const [copying, setCopying] = useState(false)
  const checked = useRoute(checkPlaybook, { text: handle.text }, { enabled: publishing && handle.state === 'saved', staleMs: 0 })
  const { problems, findings } = handle.check
  const errors = problems.length + findings.filter((one) => one.severity === 'error').length
  const unpublished = playbook.hasDraft || handle.text !== playbook.text
  const open = async () => {
    if (await handle.flush()) setPublishing(true)
  }
  const title = say(handle.draft?.title) || say(playbook.title)
  return (
    <>
      <PageHeader
        title={title}
        back="/playbooks"
        tags={
          <>
            <StateTag tone={source === 'built_in' ? 'info' : 'idle'}>{t(`playbook.source.${source}`)}</StateTag>
            {archived ? <StateTag tone="idle">{t('playbook.archived')}</StateTag> : null}
            {latestVersion > 0 ? (
              <StateTag tone="good">v{latestVersion}</StateTag>
            ) : (
              <StateTag tone="warn">{t('playbook.unpublished')}</StateTag>
            )}
            {readOnly ? null : <SaveMark handle={handle} unpublished={unpublished && latestVersion > 0} />}
          </>
        }
        hint={playbook.activeRuns > 0 ? t('playbook.active-runs', { count: playbook.activeRuns }) : undefined}
        actions={
          <>
            <Can right="playbook.write">
              <Button onClick={() => setCopying(true)}>{t('playbook.copy')}</Button>
            </Can>
            {readOnly ? null : (
              <Button disabled={!unpublished} onClick={() => void open()}>
                {t('playbook.publish')}
              </Button>
            )}
            <Can right="run.write">
              <Button type="primary" disabled={latestVersion === 0 || archived} onClick={() => go(`/runs/start?playbook=${id}`)}>
                {t('run.start')}
              </Button>
            </Can>
          </>
        }
      />
      {source === 'built_in' && viewer.can('playbook.write') ? (
        <Alert className="pb-notice" type="info" showIcon title={t('playbook.built-in.kept')} />
      ) : null}
      <UrlTabs
        tabs={[
          { key: 'write', label: t('playbook.tab.write'), content: <Workbench handle={handle} /> },
          { key: 'preview', label: t('playbook.tab.preview'), content: <Foresee text={handle.text} draft={handle.draft} /> },
          { key: 'simulate', label: t('playbook.tab.simulate'), content: <Simulate text={handle.text} draft={handle.draft} /> },
          { key: 'versions', label: t('playbook.tab.versions'), content: <Versions playbookId={id} /> },
        ]}
      />
      {publishing ? (
        <PublishDialog
          playbook={playbook}
          definition={checked.data?.definition}
          errors={errors}
          warnings={findings.length}
          onClose={() => setPublishing(false)}
        />
      ) : null}
      {copying ? <NewPlaybook copyOf={playbook} onClose={() => setCopying(false)} onMade={(row) => go(`/playbooks/${row.id}`)} /> : null}
    </>
  )
}
