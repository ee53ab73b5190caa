import { conditionKinds } from '@grove/condition-kit/server'
import type { App } from '@grove/kernel/server'
import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { actionKinds, triggerKinds, variableKinds } from '@grove/playbook-kit/server'
import { language } from '../contract/index.ts'

const made = new WeakMap<App, PlaybookKinds>()

/** All the words a playbook may use in this installation; made once a process. */
export function languageOf(app: App): PlaybookKinds {
  const known = made.get(app)
  if (known) return known
  const { registry } = app
  const kinds = language({
    actions: registry.all(actionKinds),
    triggers: registry.all(triggerKinds),
    conditions: registry.all(conditionKinds),
    variables: registry.all(variableKinds),
  })
  made.set(app, kinds)
  return kinds
}
