import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = /^(?:apps|bench|channels|e2e|modules|packages)\/.*\.tsx?$/

/**
 * What a fence looks at: the files git would keep (paths with forward slashes) and their text.
 * A fence is `{ name, check(repository) }` and answers with the sentences of what is wrong.
 */
function repositoryOf(root, files, read) {
  const known = new Set(files)
  const folders = new Set(files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))))
  return {
    root,
    files,
    read,
    has: (path) => known.has(path) || folders.has(path),
    json: (path) => JSON.parse(read(path)),
    matching: (pattern) => files.filter((file) => pattern.test(file)),
    /** Product sources in TypeScript, tests included. */
    sources: files.filter((file) => source.test(file)),
    /** Names of the folders directly below one. */
    children: (folder) => [
      ...new Set(files.filter((file) => file.startsWith(`${folder}/`) && file.split('/').length > 2).map((file) => file.split('/')[1])),
    ],
  }
}

/** The working tree: tracked files and new ones that are not ignored. */
export function openRepository(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, maxBuffer: 64 << 20 })
  const files = [...new Set(listed.toString().split('\0'))].filter((file) => file && existsSync(join(root, file))).sort()
  const texts = new Map()
  return repositoryOf(root, files, (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'))
    return texts.get(path)
  })
}

/** A repository made of `{ path: text }`, for the tests of the fences. */
export function inlineRepository(texts) {
  return repositoryOf('/nowhere', Object.keys(texts).sort(), (path) => {
    const text = texts[path]
    if (text === undefined) throw new Error(`no such file: ${path}`)
    return typeof text === 'string' ? text : JSON.stringify(text)
  })
}

/** Number of the line at an offset, for messages. */
export const lineAt = (text, offset) => text.slice(0, offset).split('\n').length

/** The source with its comments blanked (lines and offsets stay), so that an example in a comment is not taken for code. */
export const withoutComments = (text) =>
  text.replace(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1|\/\*[\s\S]*?\*\/|(?<![:\w])\/\/[^\n]*/g, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  )
