import { useI18n } from '@grove/i18n/react'
import { textIn } from '@grove/playbook-kit/contract'
import { EmptyState, StateTag, type Tone } from '@grove/ui'
import type { ChangedPart, PlaybookChange } from '../../contract/index.ts'
import { useSay } from './say.ts'

const tones: Readonly<Record<PlaybookChange['kind'], Tone>> = {
  step_added: 'good',
  step_changed: 'busy',
  step_moved: 'idle',
  step_removed: 'bad',
  playbook_changed: 'busy',
}
const MOST_PARTS = 8

/** What one version changed against another, in words: steps first, then the playbook's own parts. */
export function ChangeList({ changes }: { changes: readonly unknown[] }) {
  const { t } = useI18n()
  const say = useSay()
  const list = changes as readonly PlaybookChange[]
  if (list.length === 0) return <EmptyState compact title={t('playbook.change.none')} />
  return (
    <ul className="pb-changes">
      {list.map((change) => (
        <li key={`${change.kind} ${'step' in change ? change.step : ''}`}>
          <StateTag tone={tones[change.kind]}>{t(`playbook.change.${change.kind}`)}</StateTag>
          <div>
            {'title' in change ? <strong>{say(change.title)}</strong> : null}
            {change.kind === 'step_changed' && change.retimed ? <span className="g-warn"> {t('playbook.change.retimed')}</span> : null}
            {'parts' in change ? <Parts parts={change.parts} /> : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Parts({ parts }: { parts: readonly ChangedPart[] }) {
  const { t, locale } = useI18n()
  return (
    <dl className="pb-parts">
      {parts.slice(0, MOST_PARTS).map((part) => (
        <div key={part.path}>
          <dt>{partName(t, part.path)}</dt>
          <dd>
            {part.before === undefined ? null : <del>{shown(part.before, locale)}</del>}
            {part.after === undefined ? null : <ins>{shown(part.after, locale)}</ins>}
          </dd>
        </div>
      ))}
      {parts.length > MOST_PARTS ? <div className="g-soft">{t('playbook.change.more', { count: parts.length - MOST_PARTS })}</div> : null}
    </dl>
  )
}

/** The field in words where it has a name: `do.text.zh` is “content”. */
function partName(t: ReturnType<typeof useI18n>['t'], path: string): string {
  const [head = '', second = ''] = path.split('.')
  const named = head === 'do' ? `playbook.part.do.${second}` : `playbook.part.${head}`
  if (t.has(named)) return t(named)
  return head === 'do' && t.has('playbook.part.do') ? t('playbook.part.do') : path
}

function shown(value: unknown, locale: 'zh' | 'en'): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value)
    return textIn(value as { zh: string; en: string }, locale)
  return JSON.stringify(value)
}
