import { useT } from '@grove/i18n/react'
import { useCallback } from 'react'

export const VARIABLE = /\{([\p{L}_][\p{L}\p{N}_.-]*)(?:\|[^{}]*)?\}/gu

/** What a variable stands for: `name` → “member’s name”. */
export function useVariableWords(): (name: string) => string {
  const t = useT()
  return useCallback(
    (name) => (t.has(`task.variable.${name}`) ? t(`task.variable.${name}`) : name.replace(/^(?:attribute|param)\./, '')),
    [t],
  )
}

/** A template in one line for lists: variables read as what they stand for, not as code. */
export function useReadable(): (text: string) => string {
  const words = useVariableWords()
  return useCallback((text) => text.replace(VARIABLE, (_whole, name: string) => `[${words(name)}]`), [words])
}
