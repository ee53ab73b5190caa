import { describe, expect, it } from 'vitest'
import { composeMessage, hashOf } from './compose-message.ts'

describe('a message as the platform takes it', () => {
  it('is none when it does not fit', () => {
    expect(composeMessage({ parts: [{ kind: 'text', text: '群'.repeat(1334) }] })).toBeNull()
    expect(composeMessage({ parts: [{ kind: 'text', text: '群'.repeat(1333) }] })?.attachments).toEqual([])
  })

  it('joins texts and cards, and cuts titles at whole letters', () => {
    const link = { kind: 'link' as const, url: 'https://a.cn', title: '题'.repeat(60) }
    const card = {
      kind: 'card' as const,
      title: '选哪天',
      text: '二选一',
      options: [
        { key: 'A', label: '周六', url: 'https://a.cn/1' },
        { key: 'B', label: '周日' },
      ],
    }
    const message = composeMessage({ parts: [{ kind: 'text', text: '早上好' }, card, link] })
    expect(message?.text).toBe('早上好\n\n【选哪天】\n二选一\nA. 周六 https://a.cn/1\nB. 周日')
    expect(message?.attachments).toEqual([{ msgtype: 'link', link: { url: 'https://a.cn', title: `${'题'.repeat(41)}…` } }])
    expect(Buffer.byteLength(`${'题'.repeat(41)}…`)).toBeLessThanOrEqual(128)
  })

  it('names pictures of ours, and shows others as links', () => {
    const message = composeMessage({
      parts: [
        { kind: 'picture', picture: { mediaId: 7 } },
        { kind: 'picture', picture: { url: 'https://a.cn/x.png' }, alt: '帐篷' },
      ],
    })
    expect(message?.attachments.map((one) => one.msgtype)).toEqual(['picture', 'link'])
  })

  it('has one hash for one message', () => {
    const hash = (text: string) => hashOf({ text, attachments: [] })
    expect([hash('a') === hash('a'), hash('a') === hash('b')]).toEqual([true, false])
  })
})
