import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'

/** Asks before something that is hard to take back. The dangerous button names what it does, never just "OK". */
export function Confirm(props: {
  readonly title: string
  readonly children?: ReactNode
  readonly action: string
  readonly danger?: boolean
  readonly busy?: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet title={props.title} onClose={props.onNo}>
      {props.children}
      <div className="h5-confirm">
        <Button onPress={props.onNo}>{t('h5.cancel')}</Button>
        <Button kind={props.danger ? 'danger' : 'primary'} busy={props.busy ?? false} onPress={props.onYes}>
          {props.action}
        </Button>
      </div>
    </Sheet>
  )
}
