import { identityErrors } from '../contract/index.ts'
import { weaknessOf } from '../domain/password-rule.ts'

/** @throws identity.password_weak */
export function requireStrong(password: string, login: string): void {
  const reason = weaknessOf(password, login)
  if (reason) throw identityErrors.password_weak({ reason })
}
