import { useT } from '@grove/i18n/react'
import { useConfirm, useToast } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { SendSummary } from '../../contract/index.ts'
import { useSendActs } from './use-send-acts.tsx'

const RETRYABLE = new Set(['unknown', 'failed', 'refused'])
const WAITING = new Set(['planned', 'held', 'paused', 'retry'])

/** What can be decided about one send, by its state. */
export function SendButtons({ send }: { send: SendSummary }) {
  const t = useT()
  const toast = useToast()
  const ask = useConfirm()
  const acts = useSendActs()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<string | undefined>) => {
    setBusy(true)
    try {
      const words = await work()
      if (words) toast.done(words)
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const cancel = async () => {
    if (await ask({ title: t('send.cancel_ask', { count: 1 }), ok: t('send.cancel'), danger: true }))
      await run(() => acts.cancel([send.id]))
  }
  const mendable = send.state === 'needs_person' && send.reason === 'missing_variable'
  return (
    <>
      {RETRYABLE.has(send.state) || mendable ? (
        <Button
          type={send.state === 'unknown' ? 'default' : 'primary'}
          loading={busy}
          onClick={() => void run(() => acts.retry([send.id]))}
        >
          {t('send.retry')}
        </Button>
      ) : null}
      {send.state === 'unknown' ? (
        <>
          <Button type="primary" disabled={busy} onClick={() => void run(() => acts.settle([send.id], 'sent'))}>
            {t('send.settle_sent')}
          </Button>
          <Button disabled={busy} onClick={() => void run(() => acts.settle([send.id], 'failed'))}>
            {t('send.settle_failed')}
          </Button>
        </>
      ) : null}
      {WAITING.has(send.state) || mendable ? (
        <Button danger disabled={busy} onClick={() => void cancel()}>
          {t('send.cancel')}
        </Button>
      ) : null}
    </>
  )
}
