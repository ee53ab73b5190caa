import { readFile } from 'node:fs/promises'
import { conditionKinds } from '@grove/condition-kit/server'
import { createRegistry } from '@grove/kernel/server'
import { language } from '@grove/playbook/contract'
import { lintPlaybook, parsePlaybook } from '@grove/playbook/domain'
import { textIn } from '@grove/playbook-kit/contract'
import { actionKinds, lintRules, triggerKinds, variableKinds } from '@grove/playbook-kit/server'
import { modules } from '@grove/server'
import { type Command, say } from '../command.ts'

/** Needs no database: the words of the language come from the modules. */
export const lint: Command = {
  usage: 'lint FILE… [--lang en]',
  zh: '检查剧本文件',
  en: 'check playbook files',
  options: { lang: { type: 'string' } },
  run: async ({ words, options }) => {
    if (words.length === 0) {
      say('grove lint FILE…')
      return 2
    }
    const locale = options['lang'] === 'en' ? 'en' : 'zh'
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
        for (const problem of parsed.problems)
          say(
            `${file}:${problem.line}:${problem.column} error ${problem.code} ${problem.path.join('.')}${problem.hint ? ` → ${problem.hint}` : ''}`,
          )
        continue
      }
      for (const finding of lintPlaybook(parsed.definition, { kinds, off: [], added: registry.all(lintRules), source })) {
        if (finding.severity === 'error') errors++
        const hint = finding.hint ? ` → ${textIn(finding.hint, locale)}` : ''
        say(`${file}:${finding.line} ${finding.severity} ${finding.rule}: ${textIn(finding.message, locale)}${hint}`)
      }
    }
    return errors ? 1 : 0
  },
}
