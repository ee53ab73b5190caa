import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Stage, Work } from './stage.ts'

const modules = fileURLToPath(new URL('../../modules/', import.meta.url))

/** One address for each page of the console; `$…` is filled from the stage. */
const addresses: Readonly<Record<string, (stage: Stage & Work) => string>> = {
  '/': () => '/',
  '/tasks': () => '/tasks',
  '/tasks/$id': ({ taskId }) => `/tasks/${taskId}`,
  '/communities': () => '/communities',
  '/communities/new': () => '/communities/new',
  '/communities/$id': ({ communityId }) => `/communities/${communityId}`,
  '/applications': () => '/applications',
  '/sends': () => '/sends',
  '/sends/$id': ({ sendId }) => `/sends/${sendId}`,
  '/held-messages': () => '/held-messages',
  '/announcements': () => '/announcements',
  '/announcements/new': () => '/announcements/new',
  '/playbooks': () => '/playbooks',
  '/playbooks/$id': ({ playbookId }) => `/playbooks/${playbookId}`,
  '/lint-rules': () => '/lint-rules',
  '/runs': () => '/runs',
  '/runs/start': ({ playbookId, communityId }) => `/runs/start?playbook=${playbookId}&community=${communityId}`,
  '/runs/$id': ({ runId }) => `/runs/${runId}`,
  '/calendar': () => '/calendar',
  '/members': () => '/members',
  '/members/import': () => '/members/import',
  '/members/tags': () => '/members/tags',
  '/members/$id': ({ memberId }) => `/members/${memberId}`,
  '/staff': () => '/staff',
  '/audit': () => '/audit',
  '/settings': () => '/settings',
  '/invite/$token': () => '/invite/nowhere',
}

export const addressesOf = (stage: Stage & Work): readonly string[] => Object.values(addresses).map((address) => address(stage))

/** Pages registered in `modules/<m>/console/index.tsx` that nobody walks, and addresses of pages that are gone. */
export function unwalked(): readonly string[] {
  const registered = readdirSync(modules).flatMap((name) => {
    return [...consoleOf(name).matchAll(/\{[^{}]*\bpath: '(\/[^']*)'[^{}]*\bcomponent:/g)].map(([, path]) => path ?? '')
  })
  return [
    ...registered.filter((path) => !(path in addresses)).map((path) => `${path} is not walked`),
    ...Object.keys(addresses)
      .filter((path) => !registered.includes(path))
      .map((path) => `${path} is walked and no page`),
  ]
}

function consoleOf(name: string): string {
  const folder = `${modules}${name}/console`
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
  )
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n')
}
