import { useLiveLine } from '@grove/live/react'
import { useSession } from '../session/session.tsx'

/** Screens hear at once what changed, while somebody is signed in. */
export function LiveLine() {
  const { state } = useSession()
  useLiveLine(state.kind === 'in' && !state.expired ? state.me.workspace?.id : undefined)
  return null
}
