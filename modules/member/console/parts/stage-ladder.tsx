import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { useIsPhone, useToast, useViewer } from '@grove/ui'
import { Steps } from 'antd'
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
  return (
    <Steps
      size="small"
      current={member.stage - 1}
      responsive
      orientation={phone ? 'vertical' : 'horizontal'}
      {...(viewer.can('member.write') ? { onChange: change } : {})}
      items={STAGES.map((stage) => ({ title: t(`member.stage.${stage}`) }))}
    />
  )
}
