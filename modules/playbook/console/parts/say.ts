import { useI18n } from '@grove/i18n/react'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import { useCallback } from 'react'

/** `const say = useSay(); say(step.title)`: words of a playbook in the reader's language. */
export function useSay(): (text: Text | null | undefined) => string {
  const { locale } = useI18n()
  return useCallback((text) => (text === null || text === undefined ? '' : textIn(text, locale)), [locale])
}
