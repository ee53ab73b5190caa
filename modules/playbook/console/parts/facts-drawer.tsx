import { useT } from '@grove/i18n/react'
import { ClockField, useIsPhone } from '@grove/ui'
import { Button, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { communityType } from '@grove/community/contract'
import { useState } from 'react'
import { readText, same } from './draft-text.ts'
import { TextPair } from './text-pair.tsx'
import { clean, Duration } from './when-fields.tsx'
import { YamlField } from './yaml-field.tsx'

type Raw = Record<string, unknown>
const parts = [
  'title',
  'description',
  'communityTypes',
  'goal',
  'lasts',
  'limits',
  'priority',
  'misfire',
  'holdout',
  'parameters',
  'phases',
  'stop',
  'review',
] as const
type Part = (typeof parts)[number]

interface FactsDrawerProps {
  readonly text: string
  readonly readOnly: boolean
  /** Only the parts that were changed; undefined takes a part away. */
  readonly onSave: (changed: readonly { readonly part: Part; readonly value: unknown }[]) => void
  readonly onClose: () => void
}

/** What holds for the playbook as a whole: goal, life, limits, parameters, phases. */
export function FactsDrawer({ text, readOnly, onSave, onClose }: FactsDrawerProps) {
  const t = useT()
  const phone = useIsPhone()
  const [given] = useState<Raw>(() => raw(readText(text)))
  const [value, setValue] = useState<Raw>(given)
  const set = (part: Part, next: unknown) => setValue((old) => clean({ ...old, [part]: next }))
  const goal = raw(value.goal)
  const limits = raw(value.limits)
  const quiet = raw(limits.quiet)
  const setGoal = (patch: Raw) => set('goal', emptyless({ ...goal, ...patch }))
  const setLimits = (patch: Raw) => set('limits', emptyless({ ...limits, ...patch }))
  const changed = parts.filter((part) => !same(given[part], value[part]))
  const cap = (group: 'perMember' | 'perGroup', span: 'day' | 'week') => {
    const own = raw(limits[group])
    return (
      <InputNumber
        min={1}
        max={1000}
        precision={0}
        prefix={t(`playbook.facts.cap.${span}`)}
        aria-label={`${t(`playbook.facts.${group}`)} ${t(`playbook.facts.cap.${span}`)}`}
        value={typeof own[span] === 'number' ? own[span] : null}
        onChange={(count) => setLimits({ [group]: emptyless({ ...own, [span]: count ?? undefined }) })}
      />
    )
  }
  return (
    <Drawer
      open
      size={phone ? '100%' : 620}
      rootClassName={readOnly ? 'pb-readonly' : ''}
      title={t('playbook.facts.title')}
      onClose={onClose}
      footer={
        readOnly ? null : (
          <div className="g-drawer-footer">
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button
              type="primary"
              disabled={changed.length === 0}
              onClick={() => onSave(changed.map((part) => ({ part, value: value[part] })))}
            >
              {t('playbook.step.save')}
            </Button>
          </div>
        )
      }
    >
      <Form layout="vertical" component="div" requiredMark={false} disabled={readOnly} {...(readOnly ? { tabIndex: 0 } : {})}>
        <TextPair
          label={t('playbook.facts.name')}
          required
          value={value.title}
          disabled={readOnly}
          onChange={(next) => set('title', next ?? '')}
        />
        <TextPair
          label={t('playbook.facts.description')}
          rows={3}
          value={value.description}
          disabled={readOnly}
          onChange={(next) => set('description', next)}
        />
        <Form.Item label={t('playbook.facts.types')} required>
          <Select
            mode="multiple"
            aria-label={t('playbook.facts.types')}
            value={Array.isArray(value.communityTypes) ? value.communityTypes.map(String) : []}
            onChange={(next: string[]) => set('communityTypes', next)}
            options={communityType.options.map((one) => ({ value: one, label: t(`playbook.type.${one}`) }))}
          />
        </Form.Item>
        <TextPair label={t('playbook.facts.goal')} value={goal.text} disabled={readOnly} onChange={(next) => setGoal({ text: next })} />
        <div className="pb-fields">
          <Form.Item label={t('playbook.facts.figure')}>
            <Input
              aria-label={t('playbook.facts.figure')}
              maxLength={80}
              value={typeof goal.figure === 'string' ? goal.figure : ''}
              onChange={(event) => setGoal({ figure: event.target.value || undefined })}
            />
          </Form.Item>
          <Form.Item label={t('playbook.facts.target')}>
            <InputNumber
              className="g-wide"
              aria-label={t('playbook.facts.target')}
              value={typeof goal.target === 'number' ? goal.target : null}
              onChange={(target) => setGoal({ target: target ?? undefined })}
            />
          </Form.Item>
          <Form.Item label={t('playbook.facts.lasts')} extra={t('playbook.facts.lasts.hint')}>
            <Duration label={t('playbook.facts.lasts')} value={value.lasts} disabled={readOnly} onChange={(next) => set('lasts', next)} />
          </Form.Item>
          <Form.Item label={t('playbook.facts.holdout')} extra={t('playbook.facts.holdout.hint')}>
            <InputNumber
              className="g-wide"
              min={0}
              max={50}
              suffix="%"
              aria-label={t('playbook.facts.holdout')}
              value={typeof value.holdout === 'number' ? value.holdout : 0}
              onChange={(next) => set('holdout', next ? next : undefined)}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('playbook.facts.priority')} extra={t('playbook.facts.priority.hint')}>
          <Select
            aria-label={t('playbook.facts.priority')}
            value={typeof value.priority === 'string' ? value.priority : 'normal'}
            onChange={(next: string) => set('priority', next === 'normal' ? undefined : next)}
            options={(['high', 'normal', 'low'] as const).map((one) => ({ value: one, label: t(`playbook.priority.${one}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('playbook.facts.quiet')} extra={t('playbook.facts.quiet.hint')}>
          <div className="pb-inline">
            {(['from', 'to'] as const).map((end) => (
              <ClockField
                key={end}
                allowClear
                placeholder={t(`playbook.facts.quiet.${end}`)}
                value={typeof quiet[end] === 'string' ? quiet[end] : null}
                onChange={(time) => setLimits({ quiet: emptyless({ ...quiet, [end]: time }) })}
              />
            ))}
          </div>
        </Form.Item>
        <Form.Item label={t('playbook.facts.perMember')}>
          <div className="pb-inline">
            {cap('perMember', 'day')}
            {cap('perMember', 'week')}
          </div>
        </Form.Item>
        <Form.Item label={t('playbook.facts.perGroup')}>
          <div className="pb-inline">
            {cap('perGroup', 'day')}
            {cap('perGroup', 'week')}
          </div>
        </Form.Item>
        {(['misfire', 'parameters', 'phases', 'stop', 'review'] as const).map((part) => (
          <YamlField
            key={part}
            label={t(`playbook.facts.${part}`)}
            extra={t(`playbook.facts.${part}.hint`)}
            value={value[part]}
            disabled={readOnly}
            onChange={(next) => set(part, next)}
          />
        ))}
      </Form>
    </Drawer>
  )
}

function raw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {}
}

function emptyless(value: Raw): Raw | undefined {
  const kept = clean(value)
  return Object.keys(kept).length > 0 ? kept : undefined
}
