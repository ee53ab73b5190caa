import { useClient } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { changeRuns } from '../../contract/index.ts'

export type RunChangeKind = 'pause' | 'resume' | 'stop' | 'shift'

interface Pending {
  readonly kind: 'stop' | 'shift'
  readonly count: number
  readonly answer: (value: { reason: string; days: number } | undefined) => void
}

/**
 * Changes to one run or many. `change(kind, ids)` asks for what it needs and answers what to say, or undefined when it was given up;
 * put `dialog` somewhere on the page.
 */
export function useRunChange(): {
  readonly change: (kind: RunChangeKind, ids: readonly number[]) => Promise<string | undefined>
  readonly dialog: ReactNode
} {
  const t = useT()
  const client = useClient()
  const queries = useQueryClient()
  const [pending, setPending] = useState<Pending>()
  const asked = useRef(0)
  const ask = (kind: 'stop' | 'shift', count: number) =>
    new Promise<{ reason: string; days: number } | undefined>((answer) => {
      asked.current += 1
      setPending({ kind, count, answer })
    })
  const change = async (kind: RunChangeKind, ids: readonly number[]) => {
    const given = kind === 'stop' || kind === 'shift' ? await ask(kind, ids.length) : { reason: '', days: 0 }
    if (given === undefined) return undefined
    const wanted = kind === 'stop' ? { kind, reason: given.reason } : kind === 'shift' ? { kind, days: given.days } : { kind }
    const { changed, unchanged } = await client.call(changeRuns, { ids: [...ids], change: wanted })
    await queries.invalidateQueries()
    const left = unchanged.length > 0 ? t('run.change.unchanged', { count: unchanged.length }) : ''
    return `${t(`run.change.${kind}.done`, { count: changed.length })}${left}`
  }
  const close = (value: { reason: string; days: number } | undefined) => {
    pending?.answer(value)
    setPending(undefined)
  }
  const dialog = pending ? <ChangeDialog key={asked.current} pending={pending} onClose={close} /> : null
  return { change, dialog }
}

function ChangeDialog({ pending, onClose }: { pending: Pending; onClose: (value: { reason: string; days: number } | undefined) => void }) {
  const t = useT()
  const { kind, count } = pending
  const [reason, setReason] = useState('')
  const [days, setDays] = useState(1)
  const ready = kind === 'stop' ? reason.trim() !== '' : days !== 0
  return (
    <Modal
      open
      centered
      title={t(`run.change.${kind}.title`, { count })}
      okText={t(`run.change.${kind}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: kind === 'stop', disabled: !ready }}
      onOk={() => onClose({ reason: reason.trim(), days })}
      onCancel={() => onClose(undefined)}
    >
      <p>{t(`run.change.${kind}.hint`)}</p>
      {kind === 'stop' ? (
        <Input.TextArea
          rows={2}
          maxLength={300}
          aria-label={t('run.change.reason')}
          placeholder={t('run.change.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : (
        <InputNumber
          min={-60}
          max={60}
          precision={0}
          aria-label={t('run.change.days')}
          suffix={t('run.change.days.unit')}
          value={days}
          onChange={(value) => setDays(value ?? 0)}
        />
      )}
    </Modal>
  )
}
