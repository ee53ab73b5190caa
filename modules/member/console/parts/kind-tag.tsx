import { useT } from '@grove/i18n/react'
import { Tag } from 'antd'
import type { MemberKind } from '../../contract/index.ts'

/** Staff and ambience helpers are marked wherever they appear; members need no mark. */
export function KindTag({ kind }: { kind: MemberKind }) {
  const t = useT()
  return kind === 'member' ? null : <Tag color={kind === 'staff' ? 'blue' : 'orange'}>{t(`member.kind.${kind}`)}</Tag>
}
