import type { Translator } from '@grove/i18n'
import type { Choice, Filter } from '@grove/ui'
import { sendState } from '../../contract/index.ts'

/** States people look for together, before the single ones. */
const GROUPS = { trouble: 'needs_person,unknown,failed,refused', waiting: 'planned,held,paused,retry,claimed' } as const

const REASONS = [
  'confirm',
  'missing_variable',
  'confirm_by_sender',
  'login_needed',
  'no_answer',
  'worker_lost',
  'quota_gone',
  'not_reachable',
  'not_member',
  'blocked_by_member',
  'group_closed',
  'content_refused',
  'not_supported',
  'bad_content',
  'bad_target',
  'account_gone',
  'too_many_attempts',
  'quiet_hours',
  'member_day',
  'member_week',
  'group_day',
  'group_week',
  'share_kept',
  'platform_quota',
  'run_paused',
  'community_not_open',
  'community_closed',
  'past_due',
  'not_confirmed',
  'declined',
  'run_stopped',
  'by_person',
] as const

export function stateFilter(t: Translator): Filter {
  const groups: Choice[] = Object.entries(GROUPS).map(([name, value]) => ({ value, label: t(`send.states.${name}`) }))
  return {
    kind: 'choice',
    key: 'state',
    label: t('send.state'),
    options: [...groups, ...sendState.options.map((value) => ({ value, label: t(`send.state.${value}`) }))],
  }
}

export function reasonFilter(t: Translator): Filter {
  return {
    kind: 'choice',
    key: 'reason',
    label: t('send.why'),
    options: REASONS.map((value) => ({ value, label: t(`send.reason.${value}`) })),
  }
}

export function dayFilter(t: Translator): Filter {
  return { kind: 'days', key: 'from', to: 'to', label: t('send.planned_day') }
}
