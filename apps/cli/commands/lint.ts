import { readFile } from 'node:fs/promises'
import { conditionKinds } from '@grove/condition-kit/server'
import type { Translator } from '@grove/i18n'
import { createRegistry } from '@grove/kernel/server'
import { language } from '@grove/playbook/contract'
import { lintPlaybook, parsePlaybook, type Problem } from '@grove/playbook/domain'
import { textIn } from '@grove/playbook-kit/contract'
import { actionKinds, lintRules, triggerKinds, variableKinds } from '@grove/playbook-kit/server'
import { modules } from '@grove/server'
import { type Command, say } from '../command.ts'
import { terminalWords } from '../words.ts'

/** Needs no database: the words of the language come from the modules. */
export const lint: Command = {
  usage: 'lint FILE… [--lang zh|en]',
  zh: '检查剧本文件',
  en: 'check playbook files',
  options: { lang: { type: 'string' } },
  run: async ({ words, options }) => {
    if (words.length === 0) {
      say('grove lint FILE…')
      return 2
    }
    const t = await terminalWords(options['lang'])
    const registry = createRegistry(modules)
    const kinds = language({
      actions: registry.all(actionKinds),
      triggers: registry.all(triggerKinds),
      conditions: registry.all(conditionKinds),
      variables: registry.all(variableKinds),
    })
    let errors = 0
    for (const file of words) {
      const source = await readFile(file, 'utf8')
      const parsed = parsePlaybook(source, kinds)
      if (!parsed.ok) {
        errors += parsed.problems.length
        for (const problem of parsed.problems) say(`${file}:${problem.line}:${problem.column} error ${problemWords(problem, t)}`)
        continue
      }
      for (const finding of lintPlaybook(parsed.definition, { kinds, off: [], added: registry.all(lintRules), source })) {
        if (finding.severity === 'error') errors++
        const hint = finding.hint ? ` → ${textIn(finding.hint, t.locale)}` : ''
        say(`${file}:${finding.line} ${finding.severity} ${finding.rule}: ${textIn(finding.message, t.locale)}${hint}`)
      }
    }
    return errors ? 1 : 0
  },
}

/** Where in the document, what is wrong, what to write instead. */
function problemWords({ code, path, data, hint }: Problem, t: Translator): string {
  const key = `playbook.problem.${code}`
  // Numbers are positions and bounds: written as they stand.
  const texts = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]))
  const what = t.has(key) ? t(key, texts) : t('playbook.problem.other', { code })
  return [path.length ? `${path.join('.')}:` : '', what, hint ? `→ ${t('playbook.problem.instead', { hint })}` : '']
    .filter(Boolean)
    .join(' ')
}
