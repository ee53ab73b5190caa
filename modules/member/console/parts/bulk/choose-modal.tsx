import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ColleagueField } from '@grove/identity/console'
import { AutoComplete, Modal, Select } from 'antd'
import { useState } from 'react'
import { listTags } from '../../../contract/index.ts'
import { useSegmentChoices } from '../use-segment-choices.ts'

export type ChosenInput = Readonly<Record<string, unknown>>
export interface Choosing {
  readonly kind: 'tag' | 'untag' | 'owner' | 'stage' | 'list'
  readonly count: number
  readonly answer: (input: ChosenInput | undefined) => void
}

const LIVES = [7, 30, 90, 365] as const

/** Asks which tag, owner or stage, for a bulk action. A tag may be new, and may end by itself. */
export function ChooseModal({ choosing }: { choosing: Choosing }) {
  const t = useT()
  const { kind } = choosing
  const [value, setValue] = useState('')
  const [life, setLife] = useState('default')
  const tags = useRoute(listTags, {}, { enabled: kind === 'tag' || kind === 'untag' })
  const lists = useSegmentChoices({ lists: true, enabled: kind === 'list' })
  const tagOptions = (tags.data?.items ?? [])
    .filter((tag) => tag.usable)
    .map((tag) => ({ value: tag.name, label: tag.groupName ? `${tag.groupName} · ${tag.name}` : tag.name }))
  const options = {
    tag: tagOptions,
    untag: tagOptions,
    owner: [],
    list: lists.options.map(({ label }) => ({ value: label, label })),
    stage: [1, 2, 3, 4, 5, 6, 7].map((stage) => ({ value: String(stage), label: `${stage} ${t(`member.stage.${stage}`)}` })),
  }[kind]
  return (
    <Modal
      open
      centered
      title={t(`member.bulk.${kind}.ask`, { count: choosing.count })}
      okText={t(`member.bulk.${kind}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: value.trim() === '' }}
      onOk={() => choosing.answer(inputOf(kind, value.trim(), life))}
      onCancel={() => choosing.answer(undefined)}
    >
      {kind === 'list' ? (
        <AutoComplete
          className="g-wide"
          autoFocus
          value={value}
          onChange={setValue}
          options={options}
          maxLength={60}
          showSearch={{ filterOption: true }}
          placeholder={t('member.bulk.list.hint')}
          aria-label={t('member.bulk.list.which')}
        />
      ) : kind === 'tag' ? (
        <>
          <AutoComplete
            className="g-wide"
            autoFocus
            value={value}
            onChange={setValue}
            options={options}
            maxLength={40}
            showSearch={{ filterOption: true }}
            placeholder={t('member.bulk.tag.hint')}
            aria-label={t('member.field.tags')}
          />
          <p />
          <Select
            className="g-wide"
            value={life}
            onChange={setLife}
            aria-label={t('member.bulk.tag.life')}
            options={[
              { value: 'default', label: t('member.bulk.tag.life.default') },
              { value: 'forever', label: t('member.bulk.tag.life.forever') },
              ...LIVES.map((days) => ({ value: String(days), label: t('member.bulk.tag.life.days', { days }) })),
            ]}
          />
        </>
      ) : kind === 'owner' ? (
        <ColleagueField
          autoFocus
          aria-label={t('member.field.owner')}
          nobody={t('member.no_owner')}
          {...(value === '' ? {} : { value: value === 'none' ? null : Number(value) })}
          onChange={(id) => setValue(id === null ? 'none' : String(id))}
        />
      ) : (
        <Select
          className="g-wide"
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          {...(value ? { value } : {})}
          onChange={setValue}
          aria-label={t(kind === 'untag' ? 'member.field.tags' : `member.field.${kind}`)}
          options={options}
        />
      )}
    </Modal>
  )
}

function inputOf(kind: Choosing['kind'], value: string, life: string): ChosenInput {
  if (kind === 'list') return { list: value }
  if (kind === 'stage') return { stage: Number(value) }
  if (kind === 'owner') return { ownerStaffId: value === 'none' ? null : Number(value) }
  if (kind === 'untag' || life === 'default') return { tag: value }
  if (life === 'forever') return { tag: value, until: null }
  return { tag: value, days: Number(life) }
}
