import { expect, test } from 'vitest'
import { confirmWords } from './confirm-words.ts'

test('a sender reads in their language how many it goes to and what it says', () => {
  const asked = { kind: 'group', targets: 8, text: '早上好\n第二行' } as const
  expect(confirmWords('zh', asked)).toEqual({
    title: '有一条群发等你确认',
    description: '发往 8 个客户群：早上好\n到「客户联系 › 群发助手」里点一下发送即可。',
    btntxt: '查看',
  })
  expect(confirmWords('en', asked).description).toBe('To 8 groups: 早上好\nOpen Customer Contact › Broadcast Assistant and tap send.')
  expect(confirmWords('en', { ...asked, kind: 'single', targets: 1 }).description).toContain('To 1 customer: ')
})

test('what it says fits the card of the platform, however long', () => {
  for (const locale of ['zh', 'en'] as const) {
    const { title, description, btntxt } = confirmWords(locale, { kind: 'single', targets: 10_000, text: '长'.repeat(4000) })
    expect([Buffer.byteLength(title) <= 128, Buffer.byteLength(description) <= 512, [...btntxt].length <= 4]).toEqual([true, true, true])
  }
})
