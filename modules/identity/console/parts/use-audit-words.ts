import { useT } from '@grove/i18n/react'
import { useMemo } from 'react'
import type { AuditRow } from '../../contract/index.ts'

/** One row of the trail in words. Each module says its own verbs as `audit.<verb>`; one without words shows as written. */
export function useAuditWords() {
  const t = useT()
  return useMemo(
    () => ({
      verb: ({ verb }: AuditRow) => (t.has(`audit.${verb}`) ? t(`audit.${verb}`) : verb),
      target: ({ target }: AuditRow) => {
        if (target.kind === 'right') return t.has(`right.${target.id}`) ? t(`right.${target.id}`) : target.id
        return `${t.has(`audit.noun.${target.kind}`) ? t(`audit.noun.${target.kind}`) : target.kind} ${target.id}`
      },
      field: (name: string) => (t.has(`audit.field.${name}`) ? t(`audit.field.${name}`) : name),
      actor: ({ actor }: AuditRow) => {
        const kind = t(`audit.actor.${actor.kind}`)
        if (actor.kind === 'staff') return actor.name ?? `${kind} ${actor.id ?? ''}`
        return actor.name && actor.kind === 'apiKey' ? t('audit.actor.key', { name: actor.name }) : kind
      },
    }),
    [t],
  )
}
