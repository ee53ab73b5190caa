import { conditionSchema } from '@grove/condition-kit/contract'
import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { actionSchema, definitionSchema } from '../contract/index.ts'

/** The language as JSON Schema 2020-12, made from the one contract: for editors, and for people who write playbooks elsewhere. */
export function playbookJsonSchema(kinds: PlaybookKinds): Record<string, unknown> {
  const names = z.registry<{ id: string }>()
  names.add(conditionSchema(kinds.conditions), { id: 'Condition' })
  names.add(actionSchema(kinds), { id: 'Action' })
  const schema = z.toJSONSchema(definitionSchema(kinds), { io: 'input', metadata: names, target: 'draft-2020-12' })
  return { ...schema, $id: 'https://grove.example/playbook.schema.json', title: 'Grove playbook' }
}
