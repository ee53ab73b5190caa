import { useT } from '@grove/i18n/react'
import { useUrlValue } from '@grove/ui'
import { Segmented } from 'antd'
import { LADDERS, type Ladder, ladder as ladderSchema } from '../../contract/index.ts'

/** The ladder in the address. */
export function useLadder(): readonly [Ladder, (value: string) => void] {
  const [value, set] = useUrlValue('ladder', 'stage')
  return [ladderSchema.catch('stage').parse(value), set]
}

export function LadderChoice({ value, onChange }: { value: Ladder; onChange: (value: string) => void }) {
  const t = useT()
  return (
    <div className="s-scroll s-choice">
      <Segmented<string>
        aria-label={t('standing.ladder')}
        value={value}
        onChange={onChange}
        options={LADDERS.map((one) => ({ value: one, label: t(`standing.ladder.${one}`) }))}
      />
    </div>
  )
}
