import { routeKey, useClient } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { ErrorText, ProgressBar, UploadDrop, useDownload } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { importQuestions, QUESTION_FILE_BYTES, type QuestionImport, questionRejects } from '../../contract/index.ts'

/** A table of questions goes in; what was not taken comes back as a file to mend. */
export function ImportDrawer(props: {
  readonly open: boolean
  readonly bankId: number
  readonly invalidates: readonly Route[]
  readonly onClose: () => void
}) {
  const { t } = useI18n()
  const client = useClient()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [share, setShare] = useState(0)
  const [error, setError] = useState<unknown>()
  const [done, setDone] = useState<QuestionImport>()
  const send = (file: File) => {
    setBusy(file.name)
    setShare(0)
    setError(undefined)
    setDone(undefined)
    client
      .upload(importQuestions, { id: props.bankId, fileName: file.name.slice(0, 200) }, file, { onProgress: setShare })
      .then(setDone, setError)
      .finally(() => {
        setBusy(undefined)
        for (const route of props.invalidates) void queries.invalidateQueries({ queryKey: routeKey(route) })
      })
  }
  return (
    <Drawer open={props.open} onClose={props.onClose} title={t('question.import')} size={560}>
      <p>{t('question.import.hint')}</p>
      {error ? <ErrorText error={error} /> : null}
      {done ? <Result done={done} /> : null}
      {busy ? (
        <ProgressBar label={t('question.import.sending', { name: busy })} done={Math.round(share * 100)} total={100} state="running" />
      ) : (
        <UploadDrop hint={t('question.import.accept')} accept=".csv,.txt,.xlsx,text/csv" maxBytes={QUESTION_FILE_BYTES} onFile={send} />
      )}
      <p className="g-soft">{t('question.import.columns')}</p>
    </Drawer>
  )
}

function Result({ done }: { readonly done: QuestionImport }) {
  const { t, f } = useI18n()
  const rejects = useDownload(questionRejects, `question-rejects-${done.id}.csv`)
  return (
    <Alert
      style={{ marginBottom: 16 }}
      type={done.failed > 0 ? 'warning' : 'success'}
      title={t('question.import.done', {
        rows: done.rows,
        added: f.number(done.added),
        known: f.number(done.known),
        failed: f.number(done.failed),
      })}
      description={
        done.failed > 0 ? (
          <>
            <ul>
              {done.faults.slice(0, 8).map((one) => (
                <li key={`${one.line}/${one.code}`}>
                  {t('question.import.line', { line: one.line })} {t(`question.fault.${one.code}`)} {one.value ? `(${one.value})` : ''}
                </li>
              ))}
            </ul>
            <Button loading={rejects.busy} onClick={() => rejects.start({ id: done.id })}>
              {t('question.import.rejects')}
            </Button>
            <p className="g-soft">{t('question.import.rejects_hint')}</p>
          </>
        ) : undefined
      }
    />
  )
}
