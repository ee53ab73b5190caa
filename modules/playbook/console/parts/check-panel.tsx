import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Go, Section, StateTag, useToast, useViewer } from '@grove/ui'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { listCompliance, listLintRules, switchLintRule } from '../../contract/index.ts'
import { type Complaint, stepOf } from './check-words.ts'
import { useSay } from './say.ts'

interface CheckPanelProps {
  readonly complaints: readonly Complaint[]
  readonly onGo: (complaint: Complaint) => void
  readonly onRulesChanged: () => void
}

/** What the language and the method find wrong: where, why it matters, what to do; a rule may be switched off with a reason. */
export function CheckPanel({ complaints, onGo, onRulesChanged }: CheckPanelProps) {
  const t = useT()
  const say = useSay()
  const viewer = useViewer()
  const rules = useRoute(listLintRules, {}, { staleMs: 60_000 })
  const [switching, setSwitching] = useState<string>()
  const errors = complaints.filter((one) => one.severity === 'error').length
  const compliance = useRoute(listCompliance, {}, { staleMs: 60_000 })
  const guardOf = (id: string | undefined) => compliance.data?.items.find((guard) => guard.rule === id)
  const ruleOf = (id: string | undefined) => rules.data?.items.find((rule) => rule.id === id)
  return (
    <Section
      title={
        <>
          {t('playbook.check.title')}{' '}
          {errors > 0 ? (
            <StateTag tone="bad">{t('playbook.check.errors', { count: errors })}</StateTag>
          ) : complaints.length > 0 ? (
            <StateTag tone="warn">{t('playbook.check.warnings', { count: complaints.length })}</StateTag>
          ) : (
            <StateTag tone="good">{t('playbook.check.clean')}</StateTag>
          )}
        </>
      }
      extra={<Go to="/lint-rules">{t('playbook.check.rules')}</Go>}
    >
      {complaints.length === 0 ? <EmptyState compact title={t('playbook.check.none')} /> : null}
      <ul className="pb-checks">
        {complaints.map((one) => {
          const rule = ruleOf(one.rule)
          const guard = guardOf(one.rule)
          return (
            <li key={one.key} className={`pb-check pb-check-${one.severity}`}>
              <p>
                <span className="g-hidden">{t(`playbook.check.${one.severity}`)}</span>
                {one.words}
              </p>
              {one.hint ? <p className="pb-check-hint">{one.hint}</p> : null}
              {guard ? (
                <p>
                  <StateTag tone={guard.mode === 'forbid' ? 'bad' : 'warn'}>{t(`playbook.compliance.topic.${guard.topic}`)}</StateTag>{' '}
                  {t('playbook.compliance.instead', { words: say(guard.allowed) })} <Go to="/compliance">{t('playbook.compliance')}</Go>
                </p>
              ) : null}
              {rule ? <p className="g-soft">{say(rule.reason)}</p> : null}
              <div className="pb-check-tools">
                <Button type="link" size="small" onClick={() => onGo(one)}>
                  {stepOf(one) === undefined ? t('playbook.check.go-line', { line: String(one.line) }) : t('playbook.check.go-step')}
                </Button>
                {one.rule !== undefined && guard?.mode !== 'forbid' && viewer.can('playbook.write') ? (
                  <Button type="link" size="small" onClick={() => setSwitching(one.rule)}>
                    {t('playbook.check.switch-off')}
                  </Button>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {switching === undefined ? null : (
        <SwitchOff
          rule={switching}
          title={say(ruleOf(switching)?.title) || switching}
          onClose={() => setSwitching(undefined)}
          onDone={onRulesChanged}
        />
      )}
    </Section>
  )
}

interface SwitchOffProps {
  readonly rule: string
  readonly title: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Switches a rule off for the whole workspace; the reason stays beside it. */
export function SwitchOff({ rule, title, onClose, onDone }: SwitchOffProps) {
  const t = useT()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const verb = useVerb(switchLintRule, { invalidates: [listLintRules] })
  const run = () =>
    verb.mutate(
      { rule, off: true, reason },
      {
        onSuccess: () => {
          toast.done(t('playbook.rule.switched-off', { title }))
          onDone()
          onClose()
        },
        onError: toast.failed,
      },
    )
  return (
    <Modal
      open
      centered
      title={t('playbook.rule.switch-off', { title })}
      okText={t('playbook.rule.switch-off.ok')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: verb.isPending }}
      onOk={run}
      onCancel={onClose}
    >
      <p>{t('playbook.rule.switch-off.hint')}</p>
      <Input.TextArea
        value={reason}
        maxLength={300}
        rows={3}
        aria-label={t('playbook.rule.reason')}
        placeholder={t('playbook.rule.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  )
}
