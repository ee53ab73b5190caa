import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { AutoComplete, Modal, Select } from 'antd'
import { useState } from 'react'
import { listTags } from '../../contract/index.ts'

export interface Choosing {
  readonly kind: 'tag' | 'untag' | 'stage'
  readonly count: number
  readonly answer: (value: string | undefined) => void
}

/** Asks which tag or stage, for a bulk action. A tag may be new. */
export function ChooseModal({ choosing }: { choosing: Choosing }) {
  const t = useT()
  const [value, setValue] = useState('')
  const tags = useRoute(listTags, {}, { enabled: choosing.kind !== 'stage' })
  const options = (tags.data?.items ?? []).map((tag) => ({ value: tag.name, label: `${tag.name}（${tag.members}）` }))
  return (
    <Modal
      open
      centered
      title={t(`member.bulk.${choosing.kind}.ask`, { count: choosing.count })}
      okText={t(`member.bulk.${choosing.kind}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: value.trim() === '' }}
      onOk={() => choosing.answer(value.trim())}
      onCancel={() => choosing.answer(undefined)}
    >
      {choosing.kind === 'tag' ? (
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
      ) : (
        <Select
          className="g-wide"
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          {...(value ? { value } : {})}
          onChange={setValue}
          aria-label={t(choosing.kind === 'stage' ? 'member.field.stage' : 'member.field.tags')}
          options={
            choosing.kind === 'stage'
              ? [1, 2, 3, 4, 5, 6, 7].map((stage) => ({ value: String(stage), label: `${stage} ${t(`member.stage.${stage}`)}` }))
              : options
          }
        />
      )}
    </Modal>
  )
}
