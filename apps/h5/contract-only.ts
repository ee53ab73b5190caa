/**
 * Stands in for zod in the member pages' bundle: routes keep their method and path, which is all a page needs;
 * the server parses what comes in and goes out. Saves 27 kB of the 100 kB that a page may load.
 */
interface Schema {
  (...args: readonly unknown[]): Schema
  readonly [method: string]: Schema
}

const schema: Schema = new Proxy((() => undefined) as unknown as Schema, {
  get: (_target, name) => {
    if (name === 'parse') return (value: unknown) => value
    if (name === 'safeParse') return (data: unknown) => ({ success: true, data })
    if (name === 'options' || name === 'enum') return refuse(name)
    return name === 'then' || typeof name === 'symbol' ? undefined : schema
  },
  apply: () => schema,
})

function refuse(name: string): never {
  throw new Error(`zod's "${name}" is not there in the member pages: list the values beside the schema and use that list`)
}

export const z = schema
