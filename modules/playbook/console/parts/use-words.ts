import { useRoute } from '@grove/client/react'
import { coreLanguage, playbookWords } from '../../contract/index.ts'
import { useSay } from './say.ts'

export interface Named {
  readonly value: string
  readonly label: string
}
export interface Words {
  readonly actions: readonly Named[]
  readonly triggers: readonly Named[]
  readonly conditions: readonly Named[]
  /** Variables a text of that level may use. */
  variables(level: 'community' | 'member'): readonly { readonly name: string; readonly title: string }[]
}

/** What steps may use here, named in the reader's language; the language's own words until the server has answered. */
export function useWords(): Words {
  const say = useSay()
  const answer = useRoute(playbookWords, {}, { staleMs: 300_000 })
  const { actions, triggers, conditions } = answer.data ?? {
    actions: [...coreLanguage.actions.values()],
    triggers: [...coreLanguage.triggers.values()],
    conditions: [...coreLanguage.conditions.values()],
  }
  const variables = answer.data?.variables ?? coreLanguage.variables
  const named = (list: readonly { kind: string; title: Parameters<typeof say>[0] }[]) =>
    list.map((one) => ({ value: one.kind, label: say(one.title) }))
  return {
    actions: named(actions),
    triggers: named(triggers),
    conditions: named(conditions),
    variables: (level) =>
      variables
        .filter((one) => (level === 'member' || one.level === 'community') && !one.name.endsWith('*'))
        .map((one) => ({ name: one.name, title: say(one.title) })),
  }
}
