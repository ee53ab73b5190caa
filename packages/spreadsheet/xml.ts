import { SaxesParser } from 'saxes'
import { SpreadsheetFault } from './fault.ts'

export interface XmlEvents {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
}

/** Pushes XML through a parser piece after piece; names come without their prefix; no bytes are no XML. @throws SpreadsheetFault */
export async function* walkXml(bytes: AsyncIterable<Uint8Array>, events: XmlEvents): AsyncGenerator<void, void> {
  const parser = new SaxesParser({ position: false })
  parser.on('opentag', (tag) => events.open(plain(tag.name), tag.attributes as Record<string, string>))
  parser.on('closetag', (tag) => events.close(plain(tag.name)))
  parser.on('text', events.text)
  parser.on('cdata', events.text)
  const decoder = new TextDecoder()
  try {
    let any = false
    for await (const piece of bytes) {
      any = true
      parser.write(decoder.decode(piece, { stream: true }))
      yield
    }
    if (any) parser.write(decoder.decode()).close()
    yield
  } catch (error) {
    throw error instanceof SpreadsheetFault ? error : new SpreadsheetFault('malformed')
  }
}

export async function readXml(bytes: AsyncIterable<Uint8Array>, events: XmlEvents): Promise<void> {
  const pieces = walkXml(bytes, events)
  for (let next = await pieces.next(); !next.done; ) next = await pieces.next()
}

function plain(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
