import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import type { Condition } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { listMembers } from '@grove/member/contract'
import { ErrorText } from '@grove/ui'
import { Select } from 'antd'
import { useState } from 'react'
import { type Explained, explainMember } from '../../contract/index.ts'
import { useSettled } from './use-settled.ts'

/** Which clauses hold for one member, and which do not. */
export function WhyMember({ condition }: { condition: Condition }) {
  const { t } = useI18n()
  const [typed, setTyped] = useState('')
  const [memberId, setMemberId] = useState<number>()
  const text = useSettled(typed)
  const members = useRoute(listMembers, { limit: 10, ...(text ? { text } : {}) }, { keepPrevious: true })
  const why = useRoute(
    explainMember,
    { condition: condition as unknown as Record<string, unknown>, memberId: memberId ?? 0 },
    { enabled: memberId !== undefined, keepPrevious: true },
  )
  return (
    <>
      <Select
        className="segment-input"
        style={{ width: '100%' }}
        aria-label={t('segment.why.who')}
        placeholder={t('segment.why.who')}
        showSearch={{ onSearch: setTyped, filterOption: false }}
        value={memberId}
        onChange={setMemberId}
        options={(members.data?.items ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
      />
      {why.error ? <ErrorText error={why.error} compact /> : null}
      {memberId !== undefined && why.data && !why.error ? (
        <>
          {why.data.counted ? null : <p className="g-soft">{t('segment.why.staff')}</p>}
          <ul className="segment-why" style={{ paddingInlineStart: 0 }}>
            <Clause of={why.data.explanation} />
          </ul>
        </>
      ) : null}
    </>
  )
}

function Clause({ of }: { of: Explained }) {
  const { t, locale } = useI18n()
  const mark = of.holds ? (
    <CheckCircleFilled style={{ color: 'var(--g-good, #2f7d4f)' }} aria-label={t('segment.holds')} />
  ) : (
    <CloseCircleFilled style={{ color: 'var(--g-bad, #b42318)' }} aria-label={t('segment.holds_not')} />
  )
  return (
    <li>
      {mark} {of.join === null ? of.words[locale] : t(`segment.join.${of.join}`)}
      {of.parts.length > 0 ? (
        <ul className="segment-why">
          {of.parts.map((part, index) => (
            <Clause key={index} of={part} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}
