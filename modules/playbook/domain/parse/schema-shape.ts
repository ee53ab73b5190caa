import type { z } from 'zod'
import type { Path } from './problem.ts'

/** The parts of a contract that matter for walking it. */
interface Def {
  readonly type: string
  readonly shape?: Record<string, z.core.$ZodType>
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly valueType?: z.core.$ZodType
  readonly getter?: () => z.core.$ZodType
  readonly defaultValue?: unknown
  readonly values?: readonly unknown[]
}

export function defOf(schema: z.core.$ZodType): Def {
  return schema._zod.def as unknown as Def
}

/** The plain contracts behind optional, default, lazy and unions. */
export function plainSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const def = defOf(schema)
  if (def.type === 'lazy' && def.getter) return plainSchemas(def.getter())
  if (def.innerType) return plainSchemas(def.innerType)
  if (def.options) return def.options.flatMap(plainSchemas)
  return [schema]
}

/** Contracts that may stand at a path of the document. */
export function schemasAt(schema: z.core.$ZodType, path: Path): readonly z.core.$ZodType[] {
  let here = plainSchemas(schema)
  for (const step of path) {
    here = here.flatMap((one) => {
      const def = defOf(one)
      const next = def.shape?.[String(step)] ?? def.element ?? def.valueType
      return next ? plainSchemas(next) : []
    })
  }
  return here
}

/** Words that may stand at the path, where a contract names them one by one. */
export function wordsAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((one) => (defOf(one).values ?? []).map(String)))]
}

/** Keys an object at the path may have. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((one) => Object.keys(defOf(one).shape ?? {})))]
}
