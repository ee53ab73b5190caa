import type { Locale } from '@grove/kernel/contract'

interface Asked {
  readonly kind: 'group' | 'single'
  readonly targets: number
  readonly text: string
}

/** What a sender is told in the client, in their language. */
export function confirmWords(locale: Locale, { kind, targets, text }: Asked): { title: string; description: string; btntxt: string } {
  const first = [...(text.split('\n')[0] ?? '')].slice(0, 60).join('')
  if (locale === 'en') {
    const what = kind === 'group' ? 'group' : 'customer'
    return {
      title: 'A broadcast waits for you',
      description: `To ${targets} ${what}${targets === 1 ? '' : 's'}: ${first}\nOpen Customer Contact › Broadcast Assistant and tap send.`,
      btntxt: 'Open',
    }
  }
  return {
    title: '有一条群发等你确认',
    description: `发往 ${targets} ${kind === 'group' ? '个客户群' : '位客户'}：${first}\n到「客户联系 › 群发助手」里点一下发送即可。`,
    btntxt: '查看',
  }
}
