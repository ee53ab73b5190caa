import { coreLanguage, type Definition, type DefinitionInput, definitionSchema } from '../contract/index.ts'

/** The least a valid playbook says. Examples of lint rules and tests write only the keys that matter over it. */
export const smallestPlaybook: DefinitionInput = {
  grove: 1,
  key: 'smallest',
  title: 'Smallest',
  communityTypes: ['newcomer'],
  steps: [{ id: 'hello', title: 'Hello', when: { day: 1, at: '09:00' }, do: { kind: 'send', text: 'Hello' } }],
}

/** The smallest playbook with some keys replaced. @throws ZodError when the result has not the shape of a playbook. */
export function playbookWith(keys: Partial<DefinitionInput>, kinds = coreLanguage): Definition {
  return definitionSchema(kinds).parse({ ...smallestPlaybook, ...keys })
}
