import { useI18n } from '@grove/i18n/react'
import { useMemo } from 'react'
import type { AuditRow } from '../../contract/index.ts'

/** Where a recorded thing has a page. */
const PAGES: Readonly<Record<string, string>> = {
  member: '/members',
  community: '/communities',
  playbook: '/playbooks',
  run: '/runs',
  send: '/sends',
  task: '/tasks',
}
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** One row of the trail in words. Each module says its own verbs as `audit.<verb>`; one without words shows as written. */
export function useAuditWords() {
  const { t, f } = useI18n()
  return useMemo(
    () => ({
      verb: ({ verb }: AuditRow) => (t.has(`audit.${verb}`) ? t(`audit.${verb}`) : verb),
      target: ({ target }: AuditRow) => {
        if (target.kind === 'right') return t.has(`right.${target.id}`) ? t(`right.${target.id}`) : target.id
        const noun = t.has(`audit.noun.${target.kind}`) ? t(`audit.noun.${target.kind}`) : target.kind
        if (target.name) return t('audit.named', { noun, name: target.name })
        return /^\d+$/.test(target.id) ? `${noun} ${target.id}` : noun
      },
      page: ({ target }: AuditRow) => (PAGES[target.kind] && /^\d+$/.test(target.id) ? `${PAGES[target.kind]}/${target.id}` : undefined),
      field: (name: string) => (t.has(`audit.field.${name}`) ? t(`audit.field.${name}`) : name),
      value: ({ target }: AuditRow, name: string, value: unknown): string => {
        if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
        if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return t('audit.count', { count: value.length })
        if (typeof value !== 'string') return JSON.stringify(value)
        const known = [`${target.kind}.${name}.${value}`, `event.word.${name}.${value}`, `staff.${name}.${value}`].find((key) => t.has(key))
        return known ? t(known) : MOMENT.test(value) ? f.dateTime(value) : value
      },
      actor: ({ actor }: AuditRow) => {
        const kind = t(`audit.actor.${actor.kind}`)
        if (actor.kind === 'staff') return actor.name ?? `${kind} ${actor.id ?? ''}`
        return actor.name && actor.kind === 'apiKey' ? t('audit.actor.key', { name: actor.name }) : kind
      },
    }),
    [t, f],
  )
}
