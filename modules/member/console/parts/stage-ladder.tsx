import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { useIsPhone, useToast, useViewer } from '@grove/ui'
import { Select, Steps } from 'antd'
import { getMember, listMembers, type MemberDetail, memberTimeline, moveStage, STAGES } from '../../contract/index.ts'

/** The seven steps of the relationship; a click moves the member there. */
export function StageLadder({ member }: { member: MemberDetail }) {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const phone = useIsPhone()
  const move = useVerb(moveStage, { invalidates: [getMember, listMembers, memberTimeline] })
  const change = (at: number) => {
    const stage = at + 1
    if (stage === member.stage || move.isPending) return
    move.mutate(
      { memberIds: [member.id], stage },
      { onSuccess: () => toast.done(t('member.stage.moved', { stage: t(`member.stage.${stage}`) })), onError: toast.failed },
    )
  }
  // Seven steps one below another would push everything else off a small screen.
  if (phone)
    return (
      <Select
        style={{ width: '100%' }}
        aria-label={t('member.field.stage')}
        value={member.stage - 1}
        disabled={!viewer.can('member.write') || move.isPending}
        onChange={change}
        options={STAGES.map((stage) => ({ value: stage - 1, label: `${stage} / ${STAGES.length} ${t(`member.stage.${stage}`)}` }))}
      />
    )
  return (
    <Steps
      size="small"
      current={member.stage - 1}
      {...(viewer.can('member.write') ? { onChange: change } : {})}
      items={STAGES.map((stage) => ({ title: t(`member.stage.${stage}`) }))}
    />
  )
}
