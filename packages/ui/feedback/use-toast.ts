import { useI18n } from '@grove/i18n/react'
import { App } from 'antd'
import { useMemo } from 'react'
import { errorWords } from './error-words.ts'

export interface Toast {
  done(words: string): void
  /** The cause in full; stays long enough to be read. */
  failed(error: unknown): void
}

export function useToast(): Toast {
  const { message } = App.useApp()
  const { t, f } = useI18n()
  return useMemo(
    () => ({
      done: (words) => void message.success(words),
      failed: (error) => void message.error(errorWords(t, error, f), 6),
    }),
    [message, t, f],
  )
}
