import { kernelErrors } from '@grove/kernel/contract'
import type { RequestInfo } from '@grove/kernel/server'

/** The account behind a `session` route, where the gate let nobody else through. @throws kernel.not_signed_in */
export function signedIn(info: RequestInfo): number {
  if (info.accountId === undefined) throw kernelErrors.not_signed_in()
  return info.accountId
}
