import { renderPage } from '@grove/ui/testing'
import { useT } from '@grove/i18n/react'
import { expect, it } from 'vitest'
import { syncConsole } from '../index.tsx'
import { eventWords } from './event-words.ts'

const KINDS = [
  'event:change_external_contact:add_external_contact',
  'event:change_external_chat:update:add_member',
  'event:change_external_chat:dismiss',
  'event:change_external_tag:create',
  'event:change_contact:update_user',
  'event:from_the_future:x',
  '',
]

function Words() {
  const t = useT()
  return <p>{KINDS.map((kind) => eventWords(t, kind)).join('|')}</p>
}

it('says what happened in words, and keeps what it has none for', async () => {
  const page = await renderPage(<Words />, { consoles: [syncConsole] })
  expect(page.container.textContent).toBe(
    '加了新客户|有人进群|解散了客户群|企业标签有变动|通讯录有变动|event:from_the_future:x|读不懂的内容',
  )
})
