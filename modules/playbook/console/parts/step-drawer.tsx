import { CopyOutlined, DeleteOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { useConfirm, useIsPhone } from '@grove/ui'
import { Alert, Button, Checkbox, Collapse, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { ActionFields } from './action-fields.tsx'
import type { Complaint } from './check-words.ts'
import { ConditionField } from './condition-field.tsx'
import type { LooseDraft } from './draft-model.ts'
import { same } from './draft-text.ts'
import { useSay } from './say.ts'
import { TextPair } from './text-pair.tsx'
import { VariantFields } from './variant-fields.tsx'
import { clean, Duration, WhenFields } from './when-fields.tsx'
import { YamlField } from './yaml-field.tsx'

type Raw = Record<string, unknown>
const roles = ['system', 'owner', 'operator', 'duty', 'sales'] as const
const topics = ['service', 'knowledge', 'news', 'game', 'social', 'product', 'care', 'notice', 'feedback', 'review'] as const

interface StepDrawerProps {
  /** The step as it stands in the text. */
  readonly step: Raw
  readonly fresh: boolean
  readonly draft: LooseDraft
  readonly complaints: readonly Complaint[]
  readonly readOnly: boolean
  readonly onSave: (step: Raw) => void
  readonly onCopy: () => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** One step as a form: what the member gets from it, when, who, what; the rarer parts folded. */
export function StepDrawer({ step: given, fresh, draft, complaints, readOnly, onSave, onCopy, onRemove, onClose }: StepDrawerProps) {
  const t = useT()
  const say = useSay()
  const ask = useConfirm()
  const phone = useIsPhone()
  const [step, setStep] = useState<Raw>(given)
  const set = (patch: Raw) => setStep((old) => clean({ ...old, ...patch }))
  const action = asRaw(step.do) ?? { kind: 'send' }
  const track = step.track === 'member' ? 'member' : 'community'
  const fallback = asRaw(step.fallback)
  const changed = fresh || !same(step, given)
  const name = say(typeof step.title === 'string' ? step.title : null) || (asRaw(step.title) ? say(step.title as never) : '')

  const close = async () => {
    const leave =
      !changed ||
      readOnly ||
      (await ask({ title: t('ui.form.discard'), body: t('ui.form.discard.hint'), ok: t('ui.form.discard.ok'), danger: true }))
    if (leave) onClose()
  }
  const remove = async () => {
    const hanging = draft.steps.filter((one) => one.when.after === given.id).length
    const yes = await ask({
      title: t('playbook.step.remove.ask', { name }),
      ...(hanging > 0 ? { body: t('playbook.step.remove.hanging', { count: hanging }) } : {}),
      ok: t('playbook.step.remove'),
      danger: true,
    })
    if (yes) onRemove()
  }
  return (
    <Drawer
      open
      size={phone ? '100%' : 620}
      rootClassName={readOnly ? 'pb-readonly' : ''}
      title={fresh ? t('playbook.step.add') : name || t('playbook.step.untitled')}
      onClose={() => void close()}
      extra={
        readOnly || fresh ? null : (
          <>
            <Button
              type="text"
              icon={<CopyOutlined />}
              aria-label={t('playbook.step.copy')}
              title={t('playbook.step.copy')}
              onClick={onCopy}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('playbook.step.remove')}
              title={t('playbook.step.remove')}
              onClick={() => void remove()}
            />
          </>
        )
      }
      footer={
        readOnly ? null : (
          <div className="g-drawer-footer">
            <Button onClick={() => void close()}>{t('ui.cancel')}</Button>
            <Button type="primary" disabled={!changed} onClick={() => onSave(step)}>
              {t(fresh ? 'playbook.step.add' : 'playbook.step.save')}
            </Button>
          </div>
        )
      }
    >
      {complaints.map((one) => (
        <Alert key={one.key} className="pb-step-alert" type={one.severity} showIcon title={one.words} description={one.hint} />
      ))}
      <Form layout="vertical" component="div" requiredMark={false} disabled={readOnly} {...(readOnly ? { tabIndex: 0 } : {})}>
        <TextPair
          label={t('playbook.step.title')}
          required
          value={step.title}
          disabled={readOnly}
          onChange={(title) => set({ title: title ?? '' })}
        />
        <TextPair
          label={t('playbook.step.why')}
          extra={t('playbook.step.why.hint')}
          value={step.why}
          disabled={readOnly}
          onChange={(why) => set({ why })}
        />
        <div className="pb-fields">
          <Form.Item label={t('playbook.step.track')}>
            <Select
              aria-label={t('playbook.step.track')}
              value={track}
              onChange={(value: string) => set({ track: value === 'community' ? undefined : value })}
              options={['community', 'member'].map((value) => ({ value, label: t(`playbook.track.${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('playbook.step.who')}>
            <Select
              aria-label={t('playbook.step.who')}
              value={typeof step.who === 'string' ? step.who : 'system'}
              onChange={(value: string) => set({ who: value === 'system' ? undefined : value })}
              options={roles.map((value) => ({ value, label: t(`playbook.who.${value}`) }))}
            />
          </Form.Item>
        </div>
        <WhenFields
          when={asRaw(step.when) ?? {}}
          draft={draft}
          self={String(step.id)}
          track={track}
          disabled={readOnly}
          onChange={(when) => set({ when })}
        />
        <ActionFields action={action} draft={draft} level={track} disabled={readOnly} onChange={(next) => set({ do: next })} />
        <Form.Item>
          <Checkbox checked={step.confirm === true} onChange={(event) => set({ confirm: event.target.checked || undefined })}>
            {t('playbook.step.confirm')}
          </Checkbox>
        </Form.Item>
        <div className="pb-fields">
          <Form.Item label={t('playbook.step.marketing')}>
            <Select
              aria-label={t('playbook.step.marketing')}
              value={typeof step.marketing === 'string' ? step.marketing : 'none'}
              onChange={(value: string) => set({ marketing: value === 'none' ? undefined : value })}
              options={['none', 'soft', 'promotion'].map((value) => ({ value, label: t(`playbook.marketing.${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('playbook.step.topic')}>
            <Select
              aria-label={t('playbook.step.topic')}
              allowClear
              value={typeof step.topic === 'string' ? step.topic : null}
              onChange={(topic: string | undefined) => set({ topic })}
              options={topics.map((value) => ({ value, label: t(`playbook.topic.${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('playbook.step.phase')}>
            <Select
              aria-label={t('playbook.step.phase')}
              allowClear
              value={typeof step.phase === 'string' ? step.phase : null}
              onChange={(phase: string | undefined) => set({ phase })}
              options={draft.phases.map((phase) => ({ value: phase.id, label: say(phase.title) }))}
            />
          </Form.Item>
          <Form.Item label={t('playbook.step.id')} extra={t('playbook.step.id.hint')}>
            <Input aria-label={t('playbook.step.id')} value={String(step.id ?? '')} onChange={(event) => set({ id: event.target.value })} />
          </Form.Item>
        </div>
        <Collapse
          ghost
          className="pb-more"
          defaultActiveKey={[step.if ? 'if' : '', step.variants ? 'variants' : '', fallback ? 'fallback' : ''].filter(Boolean)}
          items={[
            {
              key: 'if',
              label: t('playbook.step.if'),
              children: (
                <>
                  <ConditionField
                    label={t('playbook.step.if')}
                    value={step.if}
                    disabled={readOnly}
                    onChange={(value) => set({ if: value })}
                  />
                  <YamlField
                    label={t('playbook.step.to')}
                    value={step.to}
                    disabled={readOnly}
                    extra={t('playbook.step.to.hint')}
                    onChange={(to) => set({ to })}
                  />
                </>
              ),
            },
            {
              key: 'variants',
              label: t('playbook.variants.title'),
              children: (
                <VariantFields
                  value={step.variants}
                  isSend={action.kind === 'send'}
                  disabled={readOnly}
                  onChange={(variants) => set({ variants })}
                />
              ),
            },
            {
              key: 'fallback',
              label: t('playbook.step.fallback'),
              children: (
                <>
                  <p className="g-soft">{t('playbook.step.fallback.hint')}</p>
                  <Form.Item label={t('playbook.step.fallback.within')}>
                    <Duration
                      label={t('playbook.step.fallback.within')}
                      value={fallback?.within}
                      disabled={readOnly}
                      onChange={(within) =>
                        set({ fallback: within === undefined ? undefined : { do: { kind: 'notifyStaff', text: '' }, ...fallback, within } })
                      }
                    />
                  </Form.Item>
                  {fallback ? (
                    <ActionFields
                      action={asRaw(fallback.do) ?? {}}
                      draft={draft}
                      level={track}
                      disabled={readOnly}
                      onChange={(next) => set({ fallback: { ...fallback, do: next } })}
                    />
                  ) : null}
                </>
              ),
            },
            {
              key: 'late',
              label: t('playbook.step.late'),
              children: (
                <>
                  <YamlField
                    label={t('playbook.step.misfire')}
                    value={step.misfire}
                    disabled={readOnly}
                    extra={t('playbook.step.misfire.hint')}
                    onChange={(misfire) => set({ misfire })}
                  />
                  <Form.Item label={t('playbook.step.deadline')} extra={t('playbook.step.deadline.hint')}>
                    <Duration
                      label={t('playbook.step.deadline')}
                      value={step.deadline}
                      disabled={readOnly}
                      onChange={(deadline) => set({ deadline })}
                    />
                  </Form.Item>
                  <Checkbox
                    checked={step.exemptFromCaps === true}
                    onChange={(event) => set({ exemptFromCaps: event.target.checked || undefined })}
                  >
                    {t('playbook.step.exempt')}
                  </Checkbox>
                </>
              ),
            },
          ]}
        />
      </Form>
    </Drawer>
  )
}

function asRaw(value: unknown): Raw | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined
}
