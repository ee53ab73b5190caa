import { useT } from '@grove/i18n/react'
import type { Scope } from '../../contract/index.ts'

/** What part of the workspace somebody sees, in words. */
export function ScopeText({ scope }: { scope: Scope }) {
  const t = useT()
  return scope.kind === 'chapter'
    ? t('staff.scope.chapters', { chapters: scope.chapters.join(t('staff.and')) })
    : t(`staff.scope.${scope.kind}`)
}
