import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'

const CONTRACT = /[/\\](?:modules|packages)[/\\][^/\\]+[/\\]contract[/\\][^/\\]+(?<!\.test)\.ts$/
const STAND_IN = fileURLToPath(new URL('./contract-only.ts', import.meta.url))

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number]
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Takes out of the contracts what only the server uses. A route keeps its method and path; and a value made by a call, like a schema made of
 * another (`one.extend(…)`), is said to be pure: for all the bundler knows it may do something, and what no page uses would stay.
 */
export function thinContracts(): Plugin {
  return {
    name: 'thin-contracts',
    enforce: 'pre',
    transform: {
      filter: { id: CONTRACT },
      handler(code) {
        const edits = this.parse(code, { lang: 'ts' }).body.flatMap((statement) => editsOf(statement, code))
        if (edits.length === 0) return undefined
        const thin = edits.reduceRight((text, { start, end, text: next }) => text.slice(0, start) + next + text.slice(end), code)
        return { code: `import { anything as $anything } from ${JSON.stringify(STAND_IN)}\n${thin}`, map: null }
      },
    },
  }
}

/** What is made without doing anything. */
const AT_REST = ['Literal', 'TemplateLiteral', 'Identifier', 'ArrowFunctionExpression', 'FunctionExpression']

/** In the order of the file. */
function editsOf(statement: Statement, code: string): Edit[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') return []
  return declared.declarations.flatMap(({ init }) => {
    if (!init || AT_REST.includes(init.type)) return []
    const { start, end } = init
    const spec = init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'route' && init.arguments[0]
    if (!spec || spec.type !== 'ObjectExpression') return [{ start, end, text: `/* @__PURE__ */ (() => (${code.slice(start, end)}))()` }]
    const kept = spec.properties.filter(
      (one) => one.type === 'Property' && one.key.type === 'Identifier' && ['method', 'path'].includes(one.key.name),
    )
    return [{ start, end, text: `{ ${kept.map((one) => code.slice(one.start, one.end)).join(', ')}, output: $anything }` }]
  })
}
