import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ClockField, ErrorText, useIsPhone, useToast } from '@grove/ui'
import { Alert, Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import { amendRun, getRun, getRunUpcoming } from '../../contract/index.ts'
import type { LooseStep } from './draft-model.ts'
import { same } from './draft-text.ts'
import { timeOf } from './lay-out-steps.ts'
import { useSay } from './say.ts'
import { TextPair } from './text-pair.tsx'

/** Another time or other words for one step, in this run only. */
export function AmendStep({ runId, step, onClose }: { runId: number; step: LooseStep; onClose: () => void }) {
  const t = useT()
  const say = useSay()
  const toast = useToast()
  const phone = useIsPhone()
  const field = step.do.kind === 'ask' ? 'instructions' : 'text'
  const action: Record<string, unknown> = step.do
  const before = { time: timeOf(step.when), words: action[field] }
  const [time, setTime] = useState(before.time)
  const [words, setWords] = useState(before.words)
  const verb = useVerb(amendRun, { invalidates: [getRun, getRunUpcoming] })
  const retimed = time !== null && time !== before.time
  const reworded = words !== undefined && !same(words, before.words)
  const save = () =>
    verb.mutate(
      {
        id: runId,
        change: { kind: 'change', step: step.id, ...(retimed ? { time } : {}), ...(reworded ? { with: { [field]: words } } : {}) },
      },
      {
        onSuccess: () => {
          toast.done(t('run.amend.done'))
          onClose()
        },
      },
    )
  return (
    <Drawer
      open
      size={phone ? '100%' : 520}
      title={t('run.amend.title', { step: say(step.title) })}
      onClose={onClose}
      footer={
        <div className="g-drawer-footer">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" disabled={!retimed && !reworded} loading={verb.isPending} onClick={save}>
            {t('run.amend.save')}
          </Button>
        </div>
      }
    >
      <Alert className="pb-notice" type="info" showIcon title={t('run.amend.only-here')} />
      {verb.error ? <ErrorText error={verb.error} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        {before.time === null ? null : (
          <Form.Item label={t('playbook.when.field.at')} extra={t('run.amend.time.hint')}>
            <ClockField allowClear={false} value={time} onChange={(next) => setTime(next ?? before.time)} />
          </Form.Item>
        )}
        {step.do.kind === 'send' || step.do.kind === 'ask' ? (
          <TextPair label={t(`playbook.action.${field}`)} rows={5} value={words} onChange={setWords} />
        ) : null}
      </Form>
    </Drawer>
  )
}
