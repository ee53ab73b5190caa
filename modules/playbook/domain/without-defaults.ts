import type { z } from 'zod'
import { defOf } from './parse/schema-shape.ts'

/** The value without the parts that its contract would fill in by itself. Parts the contract does not know stay as they are. */
export function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  const def = defOf(schema)
  if (def.type === 'lazy' && def.getter) return withoutDefaults(def.getter(), value)
  if (def.innerType) return withoutDefaults(def.innerType, value)
  if (def.options) {
    const fitting = def.options.find((option) => fits(option, value))
    return fitting ? withoutDefaults(fitting, value) : value
  }
  if (Array.isArray(value)) {
    const { element } = def
    return element ? value.map((item) => withoutDefaults(element, item)) : value
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const inner = def.shape?.[key] ?? def.valueType
      if (part === undefined || (inner && isDefault(inner, part))) return []
      return [[key, inner ? withoutDefaults(inner, part) : part]]
    }),
  )
}

function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  const def = defOf(schema)
  return def.type === 'default' && JSON.stringify(def.defaultValue) === JSON.stringify(value)
}

function fits(schema: z.core.$ZodType, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success
}
