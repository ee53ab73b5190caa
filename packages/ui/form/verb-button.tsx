import { useVerb, type VerbOptions } from '@grove/client/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { Button, type ButtonProps } from 'antd'
import type { ReactNode } from 'react'
import { type Ask, useConfirm } from '../feedback/confirm.tsx'
import { useToast } from '../feedback/use-toast.ts'

interface VerbButtonProps<R extends Route> extends VerbOptions<R> {
  readonly route: R
  readonly input: CallOf<R>
  readonly children?: ReactNode
  /** Asked first. */
  readonly confirm?: Ask
  /** Said when it worked. */
  readonly done?: string
  readonly button?: ButtonProps
}

/** One verb on one button: asks where told, shows that it is at work, says how it ended. */
export function VerbButton<R extends Route>({ route, input, children, confirm, done, button, ...options }: VerbButtonProps<R>) {
  const ask = useConfirm()
  const toast = useToast()
  const verb = useVerb(route, options)
  const run = async () => {
    if (confirm && !(await ask(confirm))) return
    verb.mutate(input, {
      onSuccess: () => {
        if (done) toast.done(done)
      },
      onError: toast.failed,
    })
  }
  return (
    <Button
      {...button}
      danger={confirm?.danger ?? button?.danger ?? false}
      loading={verb.isPending || (button?.loading ?? false)}
      onClick={() => void run()}
    >
      {children}
    </Button>
  )
}
