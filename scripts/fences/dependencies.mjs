import { cruise } from 'dependency-cruiser'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const floors = ['packages', 'modules', 'channels', 'apps']

/** Who may import whom (.dependency-cruiser.cjs). Counts what was read: without a parser for TypeScript the tool reads nothing and is content. */
export const dependenciesFence = {
  name: 'dependencies',
  async check({ root, sources }) {
    const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
    const { forbidden, options } = config
    const { output } = await cruise(floors, { ...options, baseDir: root, ruleSet: { forbidden }, validate: true })
    const read = new Set(output.modules.map(({ source }) => source))
    const missed = sources.filter((path) => floors.includes(path.split('/')[0]) && !path.endsWith('.d.ts') && !read.has(path))
    return [
      ...output.summary.violations.map(({ from, to, rule }) => `${from}: imports ${to} (${rule.name}: ${commentOf(forbidden, rule.name)})`),
      ...(missed.length > 0 ? [`${missed.length} source files were not read, ${missed[0]} among them: the fence is open`] : []),
    ]
  },
}

const commentOf = (rules, name) => rules.find((rule) => rule.name === name)?.comment ?? ''
