import { useT } from '@grove/i18n/react'
import { Tag } from 'antd'

/** The step of the relationship ladder, by number and word. */
export function StageTag({ stage }: { stage: number }) {
  const t = useT()
  return (
    <Tag variant="filled">
      {stage} {t(`member.stage.${stage}`)}
    </Tag>
  )
}
