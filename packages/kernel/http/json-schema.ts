import { z } from 'zod'

export type Schema = Readonly<Record<string, unknown>>

/**
 * A zod schema as the JSON Schema OpenAPI 3.1 uses. Dates are ISO texts. Named and recursive parts move to `#/components/schemas`,
 * prefixed by `name`, because a `$ref` inside the document is resolved from the document's root.
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', name: string, schemas: Record<string, Schema>): Schema {
  const made = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: ({ zodSchema }) => (zodSchema._zod.def.type === 'date' ? { type: 'string', format: 'date-time' } : 'any'),
  }) as Record<string, unknown>
  const { $schema: _dialect, $defs: defs, ...root } = made
  const moved = new Map<string, string>()
  for (const key of Object.keys((defs ?? {}) as object)) moved.set(`#/$defs/${key}`, `#/components/schemas/${name}_${clean(key)}`)
  const self = JSON.stringify(root).includes('"$ref":"#"')
  if (self) moved.set('#', `#/components/schemas/${name}`)
  for (const [key, value] of Object.entries((defs ?? {}) as Record<string, unknown>))
    schemas[`${name}_${clean(key)}`] = point(value, moved) as Schema
  if (!self) return point(root, moved) as Schema
  schemas[name] = point(root, moved) as Schema
  return schemas[name]
}

const clean = (key: string) => key.replace(/[^\w.-]/g, '_')

function point(value: unknown, moved: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => point(one, moved))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? (moved.get(inner) ?? inner) : point(inner, moved),
    ]),
  )
}
