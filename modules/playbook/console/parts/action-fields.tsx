import { useT } from '@grove/i18n/react'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { RewardField, StartActivityFields } from './activity-fields.tsx'
import type { LooseDraft } from './draft-model.ts'
import { useSay } from './say.ts'
import { TextPair, type Variable } from './text-pair.tsx'
import { useWords } from './use-words.ts'
import { clean, Duration } from './when-fields.tsx'
import { YamlField } from './yaml-field.tsx'

type Action = Readonly<Record<string, unknown>>

/** Parameters with fields of their own, by kind; whatever else an action has is edited as text. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  send: ['text', 'material', 'link', 'pin', 'mentionAll'],
  ask: ['title', 'instructions', 'script'],
  tag: ['tag'],
  untag: ['tag'],
  moveStage: ['stage'],
  setAttribute: ['key', 'value'],
  notifyStaff: ['text', 'role'],
  invite: ['community', 'text'],
  transfer: ['community', 'text'],
  closeCommunity: ['reason'],
  startPlaybook: ['playbook'],
  sendForm: ['form', 'text'],
  startActivity: ['script', 'inMinutes', 'rounds'],
  giveReward: ['reward', 'text'],
  wait: ['for', 'within'],
}
const FRESH: Readonly<Record<string, Action>> = {
  wait: { for: 'spoke', within: '1d' },
  branch: { cases: [{ when: { kind: 'tag', tag: '' }, outcome: 'yes' }], else: 'else' },
  moveStage: { stage: 3 },
  sendForm: { form: 'newcomer-card' },
}

interface ActionFieldsProps {
  readonly action: Action
  readonly draft: LooseDraft
  readonly level: 'community' | 'member'
  readonly disabled: boolean
  readonly onChange: (action: Record<string, unknown>) => void
}

/** What the step does: the kind of action, then what that kind needs. */
export function ActionFields({ action, draft, level, disabled, onChange }: ActionFieldsProps) {
  const t = useT()
  const say = useSay()
  const words = useWords()
  const kind = typeof action.kind === 'string' ? action.kind : ''
  const fields = FIELDS[kind] ?? []
  const set = (patch: Record<string, unknown>) => onChange(clean({ ...action, ...patch }))
  const rest = clean(Object.fromEntries(Object.entries(action).filter(([name]) => name !== 'kind' && !fields.includes(name))))
  const setRest = (value: unknown) => {
    const known = Object.fromEntries(Object.entries(action).filter(([name]) => name === 'kind' || fields.includes(name)))
    onChange({ ...known, ...(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) })
  }
  const variables: readonly Variable[] = [
    ...words.variables(level),
    ...draft.parameters.map((one) => ({ name: `param.${one.key}`, title: say(one.title) })),
  ]
  const shown = { action, set, disabled, variables }
  return (
    <>
      <Form.Item label={t('playbook.action.title')}>
        <Select
          aria-label={t('playbook.action.title')}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={disabled}
          value={kind}
          onChange={(next: string) => onChange({ kind: next, ...FRESH[next] })}
          options={[...words.actions]}
        />
      </Form.Item>
      {kind === 'send' ? <SendFields {...shown} materials={Object.keys(draft.materials)} /> : null}
      {kind === 'ask' ? (
        <>
          <Pair name="instructions" rows={3} required {...shown} />
          <Pair name="script" rows={2} {...shown} extra={t('playbook.action.script.hint')} />
        </>
      ) : null}
      {fields.includes('tag') ? <Line name="tag" {...shown} /> : null}
      {kind === 'moveStage' ? (
        <Form.Item label={t('playbook.action.stage')}>
          <InputNumber
            aria-label={t('playbook.action.stage')}
            min={1}
            max={7}
            disabled={disabled}
            value={typeof action.stage === 'number' ? action.stage : null}
            onChange={(stage) => set({ stage })}
          />
        </Form.Item>
      ) : null}
      {kind === 'setAttribute' ? (
        <>
          <Line name="key" {...shown} />
          <Line name="value" {...shown} />
        </>
      ) : null}
      {fields.includes('community') ? (
        <Form.Item label={t('playbook.action.community')} extra={t('playbook.action.community.hint')}>
          <Select
            aria-label={t('playbook.action.community')}
            disabled={disabled}
            value={typeof action.community === 'string' ? action.community : null}
            onChange={(community: string) => set({ community })}
            options={draft.parameters.filter((one) => one.kind === 'community').map((one) => ({ value: one.key, label: say(one.title) }))}
          />
        </Form.Item>
      ) : null}
      {kind === 'sendForm' ? <Line name="form" {...shown} /> : null}
      {kind === 'startActivity' ? <StartActivityFields {...shown} /> : null}
      {kind === 'giveReward' ? <RewardField {...shown} /> : null}
      {kind === 'notifyStaff' || kind === 'sendForm' || kind === 'giveReward' || fields.includes('community') ? (
        <Pair name="text" rows={2} {...shown} />
      ) : null}
      {kind === 'closeCommunity' ? <Pair name="reason" rows={1} {...shown} /> : null}
      {kind === 'startPlaybook' ? <Line name="playbook" {...shown} /> : null}
      {kind === 'wait' ? (
        <>
          <Form.Item label={t('playbook.action.for')}>
            <Select
              aria-label={t('playbook.action.for')}
              disabled={disabled}
              value={String(action.for)}
              onChange={(value: string) => set({ for: value })}
              options={[...words.triggers]}
            />
          </Form.Item>
          <Form.Item label={t('playbook.action.within')}>
            <Duration
              label={t('playbook.action.within')}
              value={action.within}
              disabled={disabled}
              onChange={(within) => set({ within })}
            />
          </Form.Item>
        </>
      ) : null}
      {disabled && Object.keys(rest).length === 0 ? null : (
        <YamlField
          label={t('playbook.action.rest')}
          value={Object.keys(rest).length > 0 ? rest : undefined}
          disabled={disabled}
          onChange={setRest}
          extra={kind === 'send' ? t('playbook.action.rest.send') : undefined}
        />
      )}
    </>
  )
}

interface Shown {
  readonly action: Action
  readonly set: (patch: Record<string, unknown>) => void
  readonly disabled: boolean
  readonly variables: readonly Variable[]
}

function Pair({ name, rows, required, extra, ...shown }: Shown & { name: string; rows: number; required?: boolean; extra?: string }) {
  const t = useT()
  return (
    <TextPair
      label={t(`playbook.action.${name}`)}
      rows={rows}
      required={required ?? false}
      value={shown.action[name]}
      variables={shown.variables}
      disabled={shown.disabled}
      onChange={(value) => shown.set({ [name]: value })}
      {...(extra ? { extra } : {})}
    />
  )
}

function Line({ name, ...shown }: Shown & { name: string }) {
  const t = useT()
  const value = shown.action[name]
  return (
    <Form.Item label={t(`playbook.action.${name}`)}>
      <Input
        aria-label={t(`playbook.action.${name}`)}
        maxLength={500}
        disabled={shown.disabled}
        value={value === undefined || value === null ? '' : String(value)}
        onChange={(event) => shown.set({ [name]: event.target.value })}
      />
    </Form.Item>
  )
}

function SendFields({ materials, ...shown }: Shown & { materials: readonly string[] }) {
  const t = useT()
  const { action, set, disabled } = shown
  const link = typeof action.link === 'object' && action.link !== null ? (action.link as Record<string, unknown>) : {}
  const setLink = (patch: Record<string, unknown>) => {
    const next = clean({ ...link, ...patch })
    set({ link: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
    <>
      {materials.length > 0 ? (
        <Form.Item label={t('playbook.action.material')}>
          <Select
            aria-label={t('playbook.action.material')}
            allowClear
            disabled={disabled}
            value={typeof action.material === 'string' ? action.material : null}
            onChange={(material: string | undefined) => set({ material })}
            options={materials.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      ) : null}
      <Pair name="text" rows={4} {...shown} />
      <Form.Item label={t('playbook.action.link')}>
        <Input
          aria-label={t('playbook.action.link')}
          disabled={disabled}
          placeholder="https://"
          value={typeof link.url === 'string' ? link.url : ''}
          onChange={(event) => setLink({ url: event.target.value || undefined })}
        />
      </Form.Item>
      {link.url === undefined ? null : (
        <TextPair
          label={t('playbook.action.link-title')}
          required
          value={link.title}
          disabled={disabled}
          onChange={(title) => setLink({ title })}
        />
      )}
      <Form.Item>
        {(['pin', 'mentionAll'] as const).map((name) => (
          <Checkbox
            key={name}
            disabled={disabled}
            checked={action[name] === true}
            onChange={(event) => set({ [name]: event.target.checked || undefined })}
          >
            {t(`playbook.action.${name}`)}
          </Checkbox>
        ))}
      </Form.Item>
    </>
  )
}
