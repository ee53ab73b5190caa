import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from '../fixture/vectors.ts'
import { eventTime, readEvent } from './event.ts'

interface Case {
  readonly id: string
  readonly xml: string
  readonly expect: {
    readonly key: string
    readonly form: string
    readonly fields: Record<string, string>
    readonly lists: Record<string, string[]>
    readonly nested_tags: string[]
  }
}

describe('the XML of a callback', () => {
  it('refuses document types, entities of its own, attributes, two roots, depth, and what is not well formed', () => {
    const nested = `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`
    for (const xml of [
      '',
      'text',
      '<xml>',
      '<xml></lmx>',
      '<xml></xml><xml></xml>',
      '<xml></xml>text',
      '<root></root>',
      '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><A>&x;</A></xml>',
      '<xml><A>&x;</A></xml>',
      '<xml><A>&#0;</A></xml>',
      '<xml><A>&amp</A></xml>',
      '<xml a="1"></xml>',
      '<xml><?php x ?></xml>',
      '<xml><A>1</A><A>2</A></xml>',
      `<xml>${nested}</xml>`,
      `<xml>${'<a/>'.repeat(20_001)}</xml>`,
      '<xml><![CDATA[x</xml>',
      '<xml><!-- x</xml>',
    ]) {
      expect([xml.slice(0, 60), reasonOf(xml)]).toEqual([xml.slice(0, 60), 'bad_xml'])
    }
  })

  it('takes an event with a strange id or a field with a name of JavaScript as it is', () => {
    const event = readEvent(
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<xml><!-- x --><UserID><![CDATA[a]]b<&]]></UserID><__proto__>1</__proto__><constructor>2</constructor><Empty/><T>&lt;&#20320;&amp;lt;</T></xml >',
    )
    expect({ ...event.fields }).toEqual({ UserID: 'a]]b<&', ['__proto__']: '1', constructor: '2', Empty: '', T: '<你&lt;' })
    expect(event.fields['toString']).toBeUndefined()
  })

  it('reads seconds and milliseconds, and no other time', () => {
    const at = (time: string) => eventTime(readEvent(`<xml><CreateTime>${time}</CreateTime></xml>`))
    expect(at('1403610513')).toEqual(new Date(1_403_610_513_000))
    expect(at('1403610513123')).toEqual(new Date(1_403_610_513_123))
    expect([at('soon'), at('1'), at('')]).toEqual([null, null, null])
  })

  const reference = vectors<{ cases: Case[] }>('callback-xml')
  it('reads every reference event to the expected fields', ({ annotate }) => {
    if (!reference) return annotate(NO_VECTORS)
    for (const given of reference.cases) {
      const { key, form, fields, lists, nested } = readEvent(given.xml)
      expect([given.id, { key, form, fields: { ...fields }, lists: { ...lists }, nested_tags: nested.map(({ name }) => name) }]).toEqual([
        given.id,
        given.expect,
      ])
    }
    return undefined
  })
})

function reasonOf(xml: string): string {
  try {
    readEvent(xml)
    return 'read'
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error)
  }
}
