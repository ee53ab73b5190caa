import { CallbackRefused } from './callback-refused.ts'
import { readXml, type XmlElement } from './xml.ts'

/** A decrypted callback, every value a string as it came. */
export interface CallbackEvent {
  /** MsgType, Event (or InfoType), ChangeType, UpdateDetail joined by ":"; what is missing is left out. */
  readonly key: string
  readonly form: 'self_built' | 'third_party'
  readonly fields: Readonly<Record<string, string>>
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** Elements with elements inside, for the few events that have them. */
  readonly nested: readonly XmlElement[]
}

/** Lists come as `<Item>`s, or in older deliveries as one text joined by commas. */
const LISTS = new Set(['MemChangeList'])

/** @throws CallbackRefused when it is not the XML of a callback */
export function readEvent(xml: string): CallbackEvent {
  const root = readXml(xml)
  if (root.name !== 'xml') throw new CallbackRefused('bad_xml', 'the root is not "xml"')
  // Without a prototype, a field called "__proto__" or "constructor" is a field like any other.
  const fields = Object.create(null) as Record<string, string>
  const lists = Object.create(null) as Record<string, readonly string[]>
  const nested: XmlElement[] = []
  const seen = new Set<string>()
  for (const element of root.children) {
    if (seen.has(element.name)) throw new CallbackRefused('bad_xml', `"${element.name}" twice`)
    seen.add(element.name)
    const list = LISTS.has(element.name) ? listOf(element) : undefined
    if (list) {
      if (list.length > 0) lists[element.name] = list
    } else if (element.children.length > 0) nested.push(element)
    else fields[element.name] = element.text
  }
  return { key: keyOf(fields), form: fields['InfoType'] === undefined ? 'self_built' : 'third_party', fields, lists, nested }
}

function listOf(element: XmlElement): string[] {
  const raw = element.children.length > 0 ? element.children.map((child) => child.text) : element.text.split(',').map((id) => id.trim())
  return raw.filter((id) => id !== '')
}

function keyOf(fields: Readonly<Record<string, string>>): string {
  const type = fields['MsgType'] ?? (fields['InfoType'] === undefined ? undefined : 'event')
  return [type, fields['Event'] ?? fields['InfoType'], fields['ChangeType'], fields['UpdateDetail']].filter(Boolean).join(':')
}

/** When it happened. Seconds as a rule; some deliveries have milliseconds. */
export function eventTime(event: CallbackEvent): Date | null {
  const raw = event.fields['CreateTime'] ?? event.fields['TimeStamp'] ?? ''
  if (!/^\d{9,13}$/.test(raw)) return null
  const value = Number(raw)
  return new Date(value > 99_999_999_999 ? value : value * 1000)
}
