import type { Account, QuotaRule, SettingField } from '@grove/channel-kit/contract'

const text = (key: string, required: boolean, pattern?: string): SettingField => ({
  key,
  kind: 'text',
  labelKey: `channel.wecom.${key}`,
  hintKey: `channel.wecom.${key}_hint`,
  required,
  ...(pattern ? { pattern } : {}),
})
const secret = (key: string, pattern?: string): SettingField => ({ ...text(key, true, pattern), kind: 'secret' })

/** Where the platform answers unless the account names another place. */
export const PLATFORM_API = 'https://qyapi.weixin.qq.com'

/** The form that connects a corp. */
export const settingsForm: readonly SettingField[] = [
  text('corp_id', true, '[0-9A-Za-z_-]{1,64}'),
  text('agent_id', true, '\\d{1,15}'),
  secret('secret'),
  secret('callback_token', '[0-9A-Za-z]{1,32}'),
  secret('callback_aes_key', '[0-9A-Za-z]{43}'),
  text('confirm_hours', false, '[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|360'),
  text('welcome', false),
  {
    ...text('mass_rule', false),
    kind: 'select',
    options: ['month_days', 'week_7', 'day_1'].map((value) => ({ value, labelKey: `channel.wecom.mass_rule.${value}` })),
  },
  { ...text('api_url', false), kind: 'url' },
]

export interface WecomSettings {
  readonly corpId: string
  readonly agentId: number
  readonly secret: string
  readonly callbackToken: string
  readonly callbackAesKey: string
  /** How long a sender has to confirm. */
  readonly confirmHours: number
  /** What a new customer is told at once; empty: nothing. */
  readonly welcome: string
  readonly apiUrl: string
}

/** 群发规则 as the company set it in its client; the platform's own until then. */
export function massRuleOf(account: Pick<Account, 'settings'>): QuotaRule {
  switch (account.settings['mass_rule']) {
    case 'week_7':
      return { per: 'week', most: 7 }
    case 'day_1':
      return { per: 'day', most: 1 }
    default:
      return { per: 'month', most: null }
  }
}

export function settingsOf(account: Pick<Account, 'settings'>): WecomSettings {
  const value = (key: string) => (account.settings[key] ?? '').trim()
  const hours = Number(value('confirm_hours'))
  return {
    corpId: value('corp_id'),
    agentId: Number(value('agent_id')) || 0,
    secret: value('secret'),
    callbackToken: value('callback_token'),
    callbackAesKey: value('callback_aes_key'),
    confirmHours: hours >= 1 && hours <= 15 * 24 ? hours : 48,
    welcome: value('welcome'),
    apiUrl: value('api_url') || PLATFORM_API,
  }
}
