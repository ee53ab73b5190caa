import { describe, expect, it } from 'vitest'
import { meaningOf, readBody } from './event-meaning.ts'

const event = (inside: string) => `<xml><FromUserName>sys</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>${inside}</xml>`
const added = (id: string) =>
  event(`<Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><ExternalUserID>${id}</ExternalUserID>`)
const meaning = (xml: string) => {
  const read = readBody(xml)
  return read.event && meaningOf(read.event)
}

describe('a callback', () => {
  it('is the same again with other blanks and another order, and another with another id', () => {
    const [a, b] = [readBody(added('wm1')), readBody(added('wm2'))]
    expect(a.dedupe).not.toBe(b.dedupe)
    const turned =
      '<xml><ExternalUserID> <![CDATA[wm1]]></ExternalUserID><ChangeType>add_external_contact</ChangeType><Event>change_external_contact</Event><MsgType>event</MsgType><CreateTime>1</CreateTime><FromUserName>sys</FromUserName></xml>'
    expect(readBody(turned).dedupe).toBe(a.dedupe)
    expect(readBody('<xml>').event).toBeNull()
  })

  it('says where to look', () => {
    expect(meaning(added('wm1'))).toEqual([{ kind: 'customer', key: 'wm1', want: null }])
    const group = '<Event>change_external_chat</Event><ChangeType>update</ChangeType><ChatId>wr1</ChatId><CurMemVer>v2</CurMemVer>'
    expect(meaning(event(group))).toEqual([{ kind: 'group', key: 'wr1', want: 'v2' }])
    expect(meaning(event('<Event>change_external_tag</Event>'))).toEqual([{ kind: 'tags', key: '', want: null }])
    expect(meaning(event('<Event>change_contact</Event>'))).toEqual([{ kind: 'staff', key: '', want: null }])
  })

  it('is nothing to do, or nothing known', () => {
    expect(meaning(event('<Event>enter_agent</Event>'))).toEqual([])
    expect(meaning('<xml><MsgType>text</MsgType><Content>x</Content></xml>')).toEqual([])
    expect(meaning(event('<Event>change_external_contact</Event>'))).toBeNull()
    expect(meaning(event('<Event>from_the_future</Event>'))).toBeNull()
  })
})
