import { useVerb } from '@grove/client/react'
import { signIn, signOut } from '@grove/identity/contract'
import { useSession } from './session.tsx'

export function useSignIn() {
  const { enter } = useSession()
  return useVerb(signIn, { onDone: enter })
}

/** Leaves even when the server cannot be asked: the screen must not stay open. */
export function useSignOut(): () => void {
  const { leave } = useSession()
  const verb = useVerb(signOut)
  return () => verb.mutate({}, { onSettled: leave })
}
