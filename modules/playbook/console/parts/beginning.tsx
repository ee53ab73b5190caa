import { CommunityField } from '@grove/community/console'
import { useI18n } from '@grove/i18n/react'
import { DayField } from '@grove/ui'
import { Form } from 'antd'
import { useState } from 'react'
import type { LooseDraft } from './draft-model.ts'
import { dayIn } from './local-day.ts'
import { ParamFields, type Params } from './param-fields.tsx'

/** From which day on, where and with what a playbook is foreseen. */
export interface Beginning {
  readonly startDay: string
  readonly params: Params
  /** Absent: an invented audience. */
  readonly communityId?: number
}

export function useBeginning() {
  const { zone } = useI18n()
  const today = dayIn(zone, new Date())
  const [beginning, setBeginning] = useState<Beginning>({ startDay: today, params: {} })
  return { today, beginning, setBeginning }
}

interface PlaceFieldsProps {
  readonly draft: LooseDraft
  readonly of: ReturnType<typeof useBeginning>
}

export function PlaceFields({ draft, of: { today, beginning, setBeginning } }: PlaceFieldsProps) {
  const { t } = useI18n()
  const { communityId, ...rest } = beginning
  return (
    <>
      <Form.Item label={t('playbook.preview.start')}>
        <DayField
          allowClear={false}
          value={beginning.startDay}
          onChange={(day) => setBeginning({ ...beginning, startDay: day ?? today })}
        />
      </Form.Item>
      <Form.Item label={t('playbook.preview.community')}>
        <CommunityField
          label={t('playbook.preview.community')}
          placeholder={t('playbook.preview.invented')}
          value={communityId}
          types={draft.communityTypes}
          onChange={(id) => setBeginning(id === undefined ? rest : { ...rest, communityId: id })}
        />
      </Form.Item>
      <ParamFields parameters={draft.parameters} values={beginning.params} onChange={(params) => setBeginning({ ...beginning, params })} />
    </>
  )
}
