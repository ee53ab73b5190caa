import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Button, Dropdown, Segmented, Select } from 'antd'
import type { KindOfQuestion } from '../../contract/index.ts'
import { changeAt, type Draft, groupDraft, questionDraft } from './draft.ts'
import { QuestionCard } from './question-card.tsx'
import './segment.css'

const TOPICS = ['record', 'tag', 'standing', 'community', 'behaviour', 'order', 'segment', 'run'] as const
/** Groups inside groups; the contract allows a little more for what is written by hand. */
const DEEPEST = 3

interface ConditionBuilderProps {
  readonly draft: Draft
  readonly kinds: readonly KindOfQuestion[]
  readonly onChange: (draft: Draft) => void
}

/** Nested groups of questions, joined by all or any, each part turned round if wanted. */
export function ConditionBuilder({ draft, kinds, onChange }: ConditionBuilderProps) {
  const change = (at: number, next: Draft | undefined) => onChange(changeAt(draft, at, () => next))
  return <Part draft={draft} kinds={kinds} depth={0} change={change} />
}

interface PartProps {
  readonly draft: Draft
  readonly kinds: readonly KindOfQuestion[]
  readonly depth: number
  readonly change: (at: number, next: Draft | undefined) => void
}

function Part({ draft, kinds, depth, change }: PartProps) {
  const { t, locale } = useI18n()
  if (!('join' in draft))
    return <QuestionCard draft={draft} kind={kinds.find((one) => one.kind === draft.kind)} onChange={(next) => change(draft.at, next)} />
  const add = (part: Draft) => change(draft.at, { ...draft, parts: [...draft.parts, part] })
  const groups = TOPICS.flatMap((topic) => {
    const own = kinds.filter((one) => one.topic === topic)
    return own.length === 0
      ? []
      : [
          {
            type: 'group' as const,
            key: topic,
            label: t(`segment.topic.${topic}`),
            children: own.map((one) => ({ key: one.kind, label: one.title[locale] })),
          },
        ]
  })
  return (
    <div
      className={depth === 0 ? 'segment-group segment-group-first' : 'segment-group'}
      role="group"
      aria-label={t(`segment.join.${draft.join}`)}
    >
      <div className="segment-question-head">
        {depth > 0 ? (
          <Select
            size="small"
            aria-label={t('segment.turned')}
            value={draft.not ? 'not' : 'is'}
            onChange={(next) => change(draft.at, { ...draft, not: next === 'not' })}
            options={(['is', 'not'] as const).map((value) => ({ value, label: t(`segment.turned.${value}`) }))}
          />
        ) : null}
        <Segmented
          size="small"
          aria-label={t('segment.join')}
          value={draft.join}
          onChange={(join) => change(draft.at, { ...draft, join })}
          options={(['all', 'any'] as const).map((value) => ({ value, label: t(`segment.join.${value}`) }))}
        />
        {depth > 0 ? (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('segment.remove_group')}
            onClick={() => change(draft.at, undefined)}
          />
        ) : null}
      </div>
      {draft.parts.map((part) => (
        <Part key={part.at} draft={part} kinds={kinds} depth={depth + 1} change={change} />
      ))}
      <div className="segment-add">
        <Dropdown
          trigger={['click']}
          menu={{
            className: 'segment-kinds',
            items: groups,
            onClick: ({ key }) => add(questionDraft(key, startOf(kinds.find((one) => one.kind === key)))),
          }}
        >
          <Button type="dashed" icon={<PlusOutlined />}>
            {t('segment.add_question')}
          </Button>
        </Dropdown>
        {depth < DEEPEST ? (
          <Button type="text" icon={<PlusOutlined />} onClick={() => add(groupDraft(draft.join === 'all' ? 'any' : 'all'))}>
            {t('segment.add_group')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** The example without what it names: a tag or a segment has to be chosen. */
function startOf(kind: KindOfQuestion | undefined): Record<string, unknown> {
  const named = new Set(
    (kind?.form ?? []).flatMap((field) => (field.lookup && !['event', 'attribute'].includes(field.lookup) ? [field.param] : [])),
  )
  return Object.fromEntries(
    Object.entries(kind?.example ?? {}).map(([param, value]) => [
      param,
      named.has(param) ? (Array.isArray(value) ? [] : undefined) : value,
    ]),
  )
}
