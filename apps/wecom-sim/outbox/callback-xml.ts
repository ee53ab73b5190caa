import type { CallbackEvent, CallbackField } from './callback-event.ts'

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

function element(name: string, value: CallbackField): string {
  if (typeof value === 'number') return `<${name}>${value}</${name}>`
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`
  return `<${name}>${value.map((item) => `<Item>${cdata(item)}</Item>`).join('')}</${name}>`
}

/** The message inside the envelope, as the platform writes it. */
export function callbackXml(event: CallbackEvent, corpId: string, seconds: number): string {
  const head = [
    element('ToUserName', corpId),
    element('FromUserName', event.from ?? 'sys'),
    element('CreateTime', seconds),
    element('MsgType', 'event'),
    element('Event', event.event),
    ...(event.changeType ? [element('ChangeType', event.changeType)] : []),
  ]
  const fields = Object.entries(event.fields).flatMap(([name, value]) => (value === undefined ? [] : [element(name, value)]))
  return `<xml>${[...head, ...fields].join('')}</xml>`
}
