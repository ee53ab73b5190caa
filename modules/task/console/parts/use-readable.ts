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

/** `known`: what some variables are, where one reader is meant. */
export type Readable = (text: string, known?: Readonly<Record<string, string>>) => string

/** A template in one line for lists: variables read as what they are or stand for, not as code. */
export function useReadable(): Readable {
  const words = useVariableWords()
  return useCallback((text, known = {}) => text.replace(VARIABLE, (_whole, name: string) => known[name] ?? `[${words(name)}]`), [words])
}
