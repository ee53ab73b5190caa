import type { Translator } from '@grove/i18n'

/** What happened, in words where there are some: the last part of a kind says it, for a few together with the one before. */
export function eventWords(t: Translator, kind: string): string {
  if (kind === '') return t('sync.event.unreadable')
  const parts = kind.split(':')
  const last = parts.at(-1) ?? ''
  const name = parts[1] === 'change_external_tag' ? 'tags' : parts[1] === 'change_contact' ? 'staff' : (GROUP_ITSELF[last] ?? last)
  const key = `sync.event.is.${name}`
  return t.has(key) ? t(key) : kind
}

const GROUP_ITSELF: Readonly<Record<string, string>> = { create: 'chat_create', dismiss: 'chat_dismiss' }
