import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Stage, Work } from './stage.ts'

const modules = fileURLToPath(new URL('../../modules/', import.meta.url))

/** What stands for `$…` in an address; a page that is not here is opened for a thing that does not exist, which has to read well too. */
const filled: Readonly<Record<string, (stage: Stage & Work) => string>> = {
  '/tasks/$id': ({ taskId }) => `/tasks/${taskId}`,
  '/communities/$id': ({ communityId }) => `/communities/${communityId}`,
  '/sends/$id': ({ sendId }) => `/sends/${sendId}`,
  '/playbooks/$id': ({ playbookId }) => `/playbooks/${playbookId}`,
  '/runs/start': ({ playbookId, communityId }) => `/runs/start?playbook=${playbookId}&community=${communityId}`,
  '/runs/$id': ({ runId }) => `/runs/${runId}`,
  '/members/$id': ({ memberId }) => `/members/${memberId}`,
}

/** One address for each page that a module registers with the console. */
export const addressesOf = (stage: Stage & Work): readonly string[] =>
  registered().map((path) => filled[path]?.(stage) ?? path.replace(/\$\w+/g, '1'))

/** Every `{ path, component }` of the modules' consoles, read from their sources: a page nobody thought of is walked as well. */
export function registered(): readonly string[] {
  return readdirSync(modules).flatMap((name) =>
    [...consoleOf(name).matchAll(/\{[^{}]*\bpath: '(\/[^']*)'[^{}]*\bcomponent:/g)].map(([, path]) => path ?? ''),
  )
}

function consoleOf(name: string): string {
  const folder = `${modules}${name}/console`
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
  )
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n')
}

/** Addresses filled above for pages that are gone. */
export const stale = (): readonly string[] => Object.keys(filled).filter((path) => !registered().includes(path))
