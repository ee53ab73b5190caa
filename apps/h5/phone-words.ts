import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as I18n from '@grove/i18n'
import { tsImport } from 'tsx/esm/api'
import type { Plugin } from 'vite'

/** Errors of what only staff can do. */
const ERROR_OF_STAFF = /^error\.(?:(?:send|channel)\.|room\.(?:held_|too_many))/

/** Keys that come from the server beside its data: errors, and the tasks staff see beside a conversation. */
const SAID_BY_SERVER = /^(?:error|send\.task|task\.option|task\.forgotten|run\.late|camp\.task|code\.task)(?:\.|$)/

/** Where the words of phones are asked for; contract and domain are shared with the console, and name few. */
const ASKS = /^[^/]+\/(?:h5|contract|domain)\/.*(?<!\.test)\.tsx?$/
/** The room of staff stands beside that of members, and is shown in the console. */
const ROOM_OF_STAFF = /\/(?:staff-room|thread-list)\.tsx$/

/** A module keeps one file a language for console and phone; a phone fetches what its pages ask for. */
export function phoneWords(modules: string): Plugin {
  const read = async () => {
    // The configuration is run by Node itself, which does not read TypeScript.
    const { checkUse } = (await tsImport('@grove/i18n', import.meta.url)) as typeof I18n
    const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => ASKS.test(path) && !ROOM_OF_STAFF.test(path) && !path.includes('node_modules'))
      .map((path) => readFileSync(join(modules, path), 'utf8'))
    return (keys: readonly string[]) => new Set(checkUse(keys, sources).unused)
  }
  let unusedOf: ReturnType<typeof read> | undefined
  return {
    name: 'phone-words',
    enforce: 'pre',
    transform: {
      filter: { id: /modules[/\\][^/\\]+[/\\]locales[/\\](?:zh|en)\.json$/ },
      handler: async (code) => {
        const words = JSON.parse(code) as Record<string, string>
        unusedOf ??= read()
        const unused = (await unusedOf)(Object.keys(words))
        const kept = Object.entries(words).filter(([key]) => (SAID_BY_SERVER.test(key) ? !ERROR_OF_STAFF.test(key) : !unused.has(key)))
        return JSON.stringify(Object.fromEntries(kept))
      },
    },
  }
}
