import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ProgressBar, Section, TimeText, useConfirm, useToast } from '@grove/ui'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { type BulkReport, cancelBulk, getBulk, listBulks, undoBulk } from '../../../contract/index.ts'
import '../member.css'

const BAR = {
  running: 'running',
  undoing: 'running',
  done: 'done',
  undone: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

/** One bulk change at work: how far, stop it, put it back. `onSettled` is told when members stand differently than before. */
export function BulkProgress({ id, onSettled, onClose }: { id: number; onSettled?: () => void; onClose?: () => void }) {
  const { t } = useI18n()
  const bulk = useRoute(getBulk, { id }, { staleMs: 0, refetchEvery: (data) => (working(data) ? 600 : false) })
  const report = bulk.data
  const told = useRef<BulkReport['state']>(undefined)
  const busy = working(report)
  useEffect(() => {
    // Told by how it stands, not by having been at work: a short one is undone between two looks.
    if (!report || busy || told.current === report.state) return
    told.current = report.state
    onSettled?.()
  }, [busy, report, onSettled])
  if (!report) return null
  return (
    <div className="member-bulk">
      <Section>
        <BulkBar report={report} />
        {onClose && !busy ? (
          <Button size="small" type="link" className="member-bulk-hide" onClick={onClose}>
            {t('member.bulks.hide')}
          </Button>
        ) : null}
      </Section>
    </div>
  )
}

function working(report: BulkReport | undefined): boolean {
  return report === undefined || report.state === 'running' || report.state === 'undoing'
}

export function BulkBar({ report }: { report: BulkReport }) {
  const { t, f } = useI18n()
  const ask = useConfirm()
  const toast = useToast()
  const options = { invalidates: [getBulk, listBulks] }
  const cancel = useVerb(cancelBulk, options)
  const undo = useVerb(undoBulk, options)
  const undoing = report.state === 'undoing' || report.state === 'undone'
  const putBack = async () => {
    const sure = await ask({
      title: t('member.bulks.undo_ask', { what: bulkWords(t, report) }),
      body: t('member.bulks.undo_hint', { count: report.changed }),
      ok: t('member.bulks.undo'),
    })
    if (sure) undo.mutate({ id: report.id }, { onError: toast.failed })
  }
  return (
    <ProgressBar
      label={bulkWords(t, report)}
      done={undoing ? report.undone : report.done}
      total={undoing ? report.changed : report.total}
      state={BAR[report.state]}
      onCancel={report.state === 'running' ? () => cancel.mutate({ id: report.id }, { onError: toast.failed }) : undefined}
      note={
        <>
          {t(`member.bulks.state.${report.state}`, { changed: f.number(report.changed), undone: f.number(report.undone) })}
          {report.error ? ` ${t(`error.${report.error}`)}` : ''}
          {report.byName ? ` · ${report.byName}` : ''} · <TimeText at={report.createdAt} />
          {report.undoable ? (
            <Button size="small" type="link" loading={undo.isPending} onClick={() => void putBack()}>
              {t('member.bulks.undo')}
            </Button>
          ) : null}
        </>
      }
    />
  )
}

/** What was done, with what: “打标签「VIP」”. */
function bulkWords(t: ReturnType<typeof useI18n>['t'], report: BulkReport): string {
  const { about } = report
  const words = {
    tag: String(about['tag'] ?? ''),
    list: String(about['list'] ?? ''),
    owner: about['owner'] ? String(about['owner']) : t('member.no_owner'),
  }
  const stage = about['stage'] ? t(`member.stage.${String(about['stage'])}`) : ''
  return t(`member.bulks.kind.${report.kind}`, { ...words, stage })
}
