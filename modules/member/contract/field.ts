import { role, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { attributeKey, moment } from './model.ts'

export const fieldType = z.enum(['text', 'number', 'date', 'yes_no', 'single', 'multi', 'region'])
export type FieldType = z.infer<typeof fieldType>

/** What a value must be, besides its type; a rule that does not fit the type is not asked. */
export const fieldRules = z.object({
  min: z.number().optional(),
  max: z.number().optional(),
  /** Longest text. */
  maxLength: z.number().int().min(1).max(1000).optional(),
})
export type FieldRules = z.infer<typeof fieldRules>

const label = z.string().trim().min(1).max(60)
const option = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^;；]*$/u)

export const memberField = z.object({
  key: attributeKey,
  labelZh: label,
  labelEn: label,
  type: fieldType,
  options: z.array(option).max(200),
  rules: fieldRules,
  required: z.boolean(),
  /** Roles that may see it; null: everybody who may see members. */
  roles: z.array(role).min(1).nullable(),
  archivedAt: moment.nullable(),
})
export type MemberField = z.infer<typeof memberField>

/** Something that would miss a field. */
export const fieldUse = z.object({ kind: z.string(), name: z.string(), path: z.string().nullable() })
export type FieldUse = z.infer<typeof fieldUse>

export const listFields = route({
  method: 'GET',
  path: '/api/member-fields',
  summary: 'Fields of our own that one may see, in order',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(memberField) }),
})
export const saveField = route({
  method: 'POST',
  path: '/api/member-fields',
  summary: 'Make or change a field; its type stays once it is made',
  access: { right: 'field.manage' },
  input: memberField.omit({ archivedAt: true }).partial({ options: true, rules: true, required: true, roles: true }),
  output: z.object({ created: z.boolean() }),
})
export const orderFields = route({
  method: 'POST',
  path: '/api/member-fields/order',
  summary: 'The order in which fields stand',
  access: { right: 'field.manage' },
  input: z.object({ keys: z.array(attributeKey).max(200) }),
  output: z.object({ changed: z.number().int() }),
})
export const archiveField = route({
  method: 'POST',
  path: '/api/member-fields/archive',
  summary: 'Put a field away (refused while something uses it, unless told) or take it out again',
  access: { right: 'field.manage' },
  input: z.object({ key: attributeKey, archived: z.boolean(), anyway: z.boolean().default(false) }),
  output: z.object({ changed: z.number().int() }),
})
export const fieldUsesRoute = route({
  method: 'GET',
  path: '/api/member-fields/uses',
  summary: 'Where a field is used',
  access: { right: 'member.read' },
  input: z.object({ key: attributeKey }),
  output: z.object({ items: z.array(fieldUse), members: z.number().int(), more: z.boolean() }),
})
