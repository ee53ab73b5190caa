/** Channels whose ids are somebody's private number or address: sealed in the database, masked on screens. */
export const SEALED_CHANNELS = ['phone', 'email'] as const
export type SealedChannel = (typeof SEALED_CHANNELS)[number]

export function isSealedChannel(channel: string): channel is SealedChannel {
  return (SEALED_CHANNELS as readonly string[]).includes(channel)
}

/** 138****8000 and l***@example.com: enough to recognise, not enough to call. */
export function masked(channel: SealedChannel, value: string): string {
  return channel === 'phone' ? maskedPhone(value) : maskedEmail(value)
}

function maskedPhone(phone: string): string {
  const digits = phone.length
  const tail = digits >= 9 ? 4 : 2
  const head = digits >= 11 ? 3 : 0
  return `${phone.slice(0, head)}${'*'.repeat(digits - head - tail)}${phone.slice(-tail)}`
}

function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`
}

/** What stands in place of a value whose key is missing. */
export const UNREADABLE = '••••'
