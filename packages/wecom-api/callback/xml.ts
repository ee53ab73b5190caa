import { CallbackRefused } from './callback-refused.ts'

export interface XmlElement {
  readonly name: string
  /** Text directly inside, trimmed. */
  text: string
  readonly children: XmlElement[]
}

const MAX_DEPTH = 12
const MAX_ELEMENTS = 20_000
const NAME = /[A-Za-z_][\w.-]{0,127}/y
const CLOSE = /\s*>/y
const OPEN_END = /\s*(\/?)>/y
/** With the mark of the byte order, which counts as a blank. */
const DECLARATION = /^\s*(?:<\?xml\b[^<>]{0,200}\?>)?/
const ENTITY = /&(?:(lt|gt|amp|quot|apos);|#(\d{1,7});|#x([0-9A-Fa-f]{1,6});)?/g
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads the small part of XML that callbacks are written in: elements, text, CDATA, comments. No document types, no entities but the five
 * of XML and numbered ones, no attributes, no processing instructions. Linear in the length of the text. @throws CallbackRefused
 */
export function readXml(source: string): XmlElement {
  let at = DECLARATION.exec(source)?.[0].length ?? 0
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let elements = 0

  const refuse = (why: string): never => {
    throw new CallbackRefused('bad_xml', `${why} at ${at}`)
  }
  const match = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = at
    const found = pattern.exec(source) ?? refuse('not well formed')
    at = pattern.lastIndex
    return found
  }
  const say = (text: string): void => {
    const inside = open.at(-1)
    if (inside) inside.text += text
    else if (text.trim() !== '') refuse('text outside')
  }
  /** Steps behind the next `end`, and gives what is before it. */
  const upTo = (end: string, from: number): string => {
    const stop = source.indexOf(end, from)
    if (stop < 0) refuse('unfinished')
    at = stop + end.length
    return source.slice(from, stop)
  }
  const close = (): void => {
    const element = open.pop() ?? refuse('nothing is open')
    element.text = element.text.trim()
  }

  while (at < source.length) {
    const next = source.indexOf('<', at)
    if (next !== at) {
      say(textOf(source.slice(at, next < 0 ? source.length : next)))
      if (next < 0) break
      at = next
    }
    if (source.startsWith('<![CDATA[', at)) {
      say(upTo(']]>', at + 9))
    } else if (source.startsWith('</', at)) {
      at += 2
      const [name] = match(NAME)
      if (open.at(-1)?.name !== name) refuse('closes what is not open')
      match(CLOSE)
      close()
    } else if (source.startsWith('<!--', at)) {
      upTo('-->', at + 4)
    } else {
      at += 1
      const [name] = match(NAME)
      const element: XmlElement = { name, text: '', children: [] }
      const inside = open.at(-1)
      if (inside) inside.children.push(element)
      else if (root) refuse('a second root')
      else root = element
      elements += 1
      if (open.length >= MAX_DEPTH || elements > MAX_ELEMENTS) refuse('too deep or too much')
      open.push(element)
      if (match(OPEN_END)[1] === '/') close()
    }
  }
  if (open.length > 0) refuse('unfinished')
  return root ?? refuse('nothing')
}

function textOf(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(ENTITY, (_, name: string | undefined, ten: string | undefined, sixteen: string | undefined) => {
    if (name) return NAMED[name] ?? ''
    const code = ten ? Number(ten) : Number.parseInt(sixteen ?? '', 16)
    if (!isXmlCharacter(code)) throw new CallbackRefused('bad_xml', 'an entity that callbacks do not have')
    return String.fromCodePoint(code)
  })
}

function isXmlCharacter(code: number): boolean {
  if (code === 9 || code === 10 || code === 13) return true
  return code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
}
