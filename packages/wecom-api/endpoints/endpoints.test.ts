import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from '../fixture/vectors.ts'
import { endpointTable, wecom } from './index.ts'

interface Listed {
  readonly method: string
  readonly path: string
}
interface Sample extends Listed {
  readonly id: string
  readonly request: Record<string, unknown> | null
  readonly response: Record<string, unknown> | null
}

const byName = (given: Listed) => endpointTable.find(({ method, path }) => method === given.method && path === given.path)

describe('the endpoints', () => {
  it('stand there once each', () => {
    const paths = endpointTable.map(({ path }) => path)
    expect(paths.length).toBe(new Set(paths).size)
    expect(endpointTable.every(({ name, path }) => path === `/cgi-bin/${name}`)).toBe(true)
  })

  it('refuse what the platform would refuse, before asking it', () => {
    const refused = (request: { safeParse: (input: unknown) => { success: boolean } }, input: unknown) => !request.safeParse(input).success
    expect(refused(wecom.addMsgTemplate.request, { chat_type: 'group', text: { content: '群'.repeat(1334) } })).toBe(true)
    expect(refused(wecom.addMsgTemplate.request, { chat_type: 'group', text: { content: '群'.repeat(1333) } })).toBe(false)
    expect(refused(wecom.addMsgTemplate.request, { chat_id_list: Array.from({ length: 2001 }, String) })).toBe(true)
    expect(refused(wecom.updateJoinWay.request, { config_id: 'c', scene: 2, chat_id_list: ['1', '2', '3', '4', '5', '6'] })).toBe(true)
    expect(refused(wecom.addContactWay.request, { type: 1, scene: 2, state: 's'.repeat(31) })).toBe(true)
    expect(refused(wecom.groupList.request, {})).toBe(true)
    expect(refused(wecom.sendAppMessage.request, { agentid: 1, msgtype: 'text', text: { content: 'x' }, colour: 'red' })).toBe(true)
  })

  it('keep fields of a reply they have never seen, take numbers written as text and lists left out', () => {
    const read = wecom.uploadMedia.reply.parse({ media_id: 'm', created_at: '1380000000', later: { x: 1 } })
    expect(read).toEqual({ media_id: 'm', created_at: 1_380_000_000, later: { x: 1 } })
    expect(wecom.groupList.reply.parse({ next_cursor: '' })).toEqual({ group_chat_list: [], next_cursor: null })
    expect(wecom.corpTagList.reply.parse({ tag_group: null }).tag_group).toEqual([])
  })

  it('are called by the method and path the platform has', ({ annotate }) => {
    const listed = vectors<{ customer_contact: Listed[]; other_useful: Listed[] }>('endpoints')
    if (!listed) return annotate(NO_VECTORS)
    const methods = new Map([...listed.customer_contact, ...listed.other_useful].map(({ method, path }) => [path, method]))
    const wrong = endpointTable.filter(({ method, path }) => methods.has(path) && methods.get(path) !== method)
    expect(wrong.map(({ name }) => name)).toEqual([])
    // The families Grove has no use for; everything else of customer contact is here.
    const unused = /strategy|intercept_rule|product_album|get_chat_info/
    const missing = listed.customer_contact.filter((given) => !unused.test(given.path) && !byName(given))
    expect(missing.map(({ path }) => path)).toEqual([])
    return undefined
  })

  it('read every reference reply, and lose nothing of it', ({ annotate }) => {
    const samples = vectors<{ cases: Sample[] }>('api-samples')
    if (!samples) return annotate(NO_VECTORS)
    let read = 0
    for (const sample of samples.cases) {
      const endpoint = byName(sample)
      if (!endpoint || !sample.response || (sample.response['errcode'] ?? 0) !== 0) continue
      // One sample has a word where the platform has a time.
      const response: unknown = JSON.parse(JSON.stringify(sample.response).replace('"create_time":"xxxx"', '"create_time":0'))
      const result = endpoint.reply.safeParse(response)
      expect([sample.id, result.error?.issues ?? []]).toEqual([sample.id, []])
      expect([sample.id, Object.keys(result.data as object)]).toEqual([sample.id, expect.arrayContaining(Object.keys(sample.response))])
      read += 1
    }
    expect(read).toBeGreaterThan(35)
    return undefined
  })
})
