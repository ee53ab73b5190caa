import { lineAt } from './repository.mjs'

const text = /\.(?:[cm]?[jt]sx?|json|md|sql|sh|ya?ml|css|html|csv|svg)$|(?:^|\/)(?:run|\.npmrc|\.gitignore|\.editorconfig|Dockerfile)$/
const folders = ['work', 'root', 'home', 'Users'].join('|')
const machine = new RegExp(`(?<![\\w.~@:/$}])/(?:${folders})/[a-z][\\w.-]*/[\\w.-]+`, 'g')
const host = /\bhttps?:\/\/([\w.-]+)(?::\d+)?\/[^\s"'`)]*?(?:\.tgz|\/-\/)/g
const publicRegistry = 'registry.npmjs.org'

/** Nothing of the machine it was written on: no home folders, no private registry, no marks of a half-done merge. */
export const residueFence = {
  name: 'residue',
  check: ({ matching, read }) =>
    matching(text).flatMap((path) => {
      const source = read(path)
      const at = (match) => `${path}:${lineAt(source, match.index)}`
      return [
        ...[...source.matchAll(machine)].map((match) => `${at(match)}: ${match[0]} is a path of one machine`),
        ...[...source.matchAll(host)]
          .filter((match) => match[1] !== publicRegistry)
          .map((match) => `${at(match)}: ${match[1]} is a registry of one network`),
        ...[...source.matchAll(/^(?:<{7} |>{7} )/gm)].map((match) => `${at(match)}: an unresolved merge`),
      ]
    }),
}
