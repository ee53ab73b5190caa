import { useT } from '@grove/i18n/react'
import { Tag } from 'antd'
import type { EditionState as State } from '../../contract/index.ts'

const COLOURS = { enrolling: 'blue', running: 'green', finished: 'default', closed: 'default' } as const

export function EditionState({ state }: { readonly state: State }) {
  const t = useT()
  return <Tag color={COLOURS[state]}>{t(`camp.edition_state.${state}`)}</Tag>
}
