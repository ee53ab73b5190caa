import { useT } from '@grove/i18n/react'
import { useCallback } from 'react'
import type { Problem, Words } from '../../contract/index.ts'

/** Words of a task: as somebody wrote them, or by their locale key. */
export function useWords(): (words: Words) => string {
  const t = useT()
  return useCallback((words) => ('text' in words ? words.text : t(words.key, words.params)), [t])
}

/** A problem's sentence; a parameter that begins with `@` is a locale key of its own. */
export function useProblemWords(): (problem: Problem) => string {
  const t = useT()
  return useCallback(
    (problem) => {
      const params = Object.entries(problem.params).map(([name, value]) => [
        name,
        typeof value === 'string' && value.startsWith('@') ? t(value.slice(1)) : value,
      ])
      return t(problem.key, Object.fromEntries(params))
    },
    [t],
  )
}
