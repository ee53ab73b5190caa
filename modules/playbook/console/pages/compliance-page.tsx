import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Go, Loaded, PageHeader, Section, StateTag, TimeText, useToast, useViewer } from '@grove/ui'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { complianceMode, listCompliance, listLintRules, setCompliance } from '../../contract/index.ts'
import { useSay } from '../parts/say.ts'

type Guard = OutputOf<typeof listCompliance>['items'][number]

/** What platforms forbid, how strict this workspace is about it, and what may be said instead. */
export default function CompliancePage() {
  const t = useT()
  const rules = useRoute(listCompliance, {})
  return (
    <>
      <PageHeader title={t('playbook.compliance')} hint={t('playbook.compliance.lead')} />
      <Loaded of={rules} rows={6}>
        {({ items }) => (
          <>
            {items.map((guard) => (
              <GuardCard key={`${guard.rule} ${guard.mode}`} guard={guard} />
            ))}
          </>
        )}
      </Loaded>
    </>
  )
}

function GuardCard({ guard }: { guard: Guard }) {
  const t = useT()
  const say = useSay()
  const toast = useToast()
  const viewer = useViewer()
  const [mode, setMode] = useState(guard.mode)
  const [why, setWhy] = useState(guard.why)
  const set = useVerb(setCompliance, {
    invalidates: [listCompliance, listLintRules],
    onDone: () => toast.done(t('playbook.compliance.saved')),
  })
  const may = viewer.can('compliance.manage')
  const changed = mode !== guard.mode || (mode === 'allow' && why !== guard.why)
  const label = `${t('playbook.compliance.mode')}: ${say(guard.title)}`
  return (
    <Section
      title={
        <>
          {say(guard.title)}{' '}
          <StateTag tone={guard.mode === 'forbid' ? 'bad' : guard.mode === 'allow' ? 'idle' : 'warn'}>
            {t(`playbook.compliance.topic.${guard.topic}`)}
          </StateTag>
        </>
      }
    >
      <p className="g-soft">{say(guard.reason)}</p>
      <p>
        <strong>{t('playbook.compliance.example')}</strong> <s>{say(guard.example)}</s>
      </p>
      <p>
        <strong>{t('playbook.compliance.allowed')}</strong> {say(guard.allowed)}
      </p>
      <Radio.Group
        aria-label={label}
        disabled={!may}
        value={mode}
        options={complianceMode.options.map((value) => ({ value, label: t(`playbook.compliance.mode.${value}`) }))}
        onChange={(event) => setMode(event.target.value as Guard['mode'])}
      />
      <p className="g-soft">{t(`playbook.compliance.mode_is.${mode}`)}</p>
      {mode === 'allow' ? (
        <Input.TextArea
          value={why}
          rows={2}
          maxLength={300}
          disabled={!may}
          aria-label={t('playbook.compliance.why')}
          placeholder={t('playbook.compliance.why_hint')}
          onChange={(event) => setWhy(event.target.value)}
        />
      ) : null}
      {may && changed ? (
        <p>
          <Button
            type="primary"
            loading={set.isPending}
            disabled={mode === 'allow' && why.trim() === ''}
            onClick={() => set.mutate({ rule: guard.rule, mode, why: mode === 'allow' ? why : '' }, { onError: toast.failed })}
          >
            {t('playbook.compliance.set')}
          </Button>
        </p>
      ) : null}
      {guard.at ? (
        <p className="g-soft">
          {t('playbook.compliance.said', { who: guard.by ?? t('playbook.version.system') })} <TimeText at={guard.at} />
        </p>
      ) : null}
      <p>
        <strong>{t('playbook.compliance.playbooks')}</strong>{' '}
        {guard.playbooks.length === 0
          ? t('playbook.compliance.no_playbooks')
          : guard.playbooks.map((one) => (
              <span key={one.id}>
                <Go to={`/playbooks/${one.id}`}>{say(one.title)}</Go>{' '}
              </span>
            ))}
      </p>
    </Section>
  )
}
