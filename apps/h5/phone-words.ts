import type { Plugin } from 'vite'

/** Words that only the console says; a module keeps one file a language, a phone fetches what it may show. */
const CONSOLE_ONLY =
  /^(?:(?:right|audit|event|hold|send(?!\.task)|announce|limit|channel|error\.send|error\.channel|room\.held|room\.words)\.|room\.console_tab|camp\.(?!phone|exam|peer|feedback|defence|certificate|sound|post|percent|check\.|work|of$|edition_state)|error\.room\.(?:held_|too_many))/

/** Of the members' module a phone says only these. */
const OF_MEMBER = /^(?:member\.me|member\.consent|member\.stage\.\d|error\.member)(?:\.|$)/

/** Leaves the console's words out of the member pages. */
export function phoneWords(): Plugin {
  return {
    name: 'phone-words',
    enforce: 'pre',
    transform: {
      filter: { id: /modules[/\\][^/\\]+[/\\]locales[/\\](?:zh|en)\.json$/ },
      handler: (code, id) => {
        const own = /modules[/\\]member[/\\]/.test(id)
        const words = Object.entries(JSON.parse(code) as Record<string, string>)
        return JSON.stringify(Object.fromEntries(words.filter(([key]) => (own ? OF_MEMBER.test(key) : !CONSOLE_ONLY.test(key)))))
      },
    },
  }
}
