import { tsImport } from 'tsx/esm/api'
import { withoutComments } from './repository.mjs'

const { checkUse, missingKeys } = await tsImport('../../packages/i18n/check.ts', import.meta.url)

/** Chinese and English say the same, code asks for words that exist, no words lie unused, and every error code has words. */
export const wordsFence = {
  name: 'words',
  check(repository) {
    const owners = repository
      .matching(/^(?:apps|channels|modules|packages)\/(?:[^/]+\/)+locales\/zh\.json$/)
      .map((path) => path.replace('/locales/zh.json', ''))
    const orphans = repository
      .matching(/^(?:apps|channels|modules|packages)\/(?:[^/]+\/)+locales\/.+\.json$/)
      .filter((path) => !/\/(?:zh|en)\.json$/.test(path) || !owners.includes(path.replace(/\/locales\/.*/, '')))
      .map((path) => `${path}: one of two languages; locales/ holds zh.json and en.json`)
    const books = owners.map((owner) => readBook(repository, owner))
    return [...orphans, ...books.flatMap(gaps), ...uses(repository, books), ...errorWords(repository, books), ...doubles(books)]
  },
}

function readBook({ has, json }, owner) {
  const en = `${owner}/locales/en.json`
  return { owner, zh: json(`${owner}/locales/zh.json`), en: has(en) ? json(en) : {} }
}

function gaps({ owner, zh, en }) {
  const { missingInZh, missingInEn, placeholders, broken } = missingKeys(zh, en)
  return [
    ...missingInZh.map((key) => `${owner}/locales/zh.json: "${key}" is missing`),
    ...missingInEn.map((key) => `${owner}/locales/en.json: "${key}" is missing`),
    ...placeholders.map((key) => `${owner}/locales: "${key}" names other {placeholders} in zh than in en`),
    ...broken.map((key) => `${owner}/locales: "${key}" is empty or its braces do not close`),
  ]
}

function uses({ sources, read }, books) {
  const code = sources.filter((file) => !file.includes('.test.') && !file.startsWith('e2e/'))
  const every = books.flatMap(({ zh }) => Object.keys(zh))
  const { unused } = checkUse(
    every,
    code.map((file) => withoutComments(read(file))),
  )
  const unknown = code.flatMap((file) =>
    checkUse(every, [withoutComments(read(file))]).unknown.map((key) => `${file}: "${key}" has no words in any locale`),
  )
  const idle = books.flatMap(({ owner, zh }) =>
    unused.filter((key) => key in zh).map((key) => `${owner}/locales: nobody asks for "${key}"`),
  )
  return [...unknown, ...idle]
}

// Members and operators may read other words for one thing: the phone's shell keeps its own.
function doubles(all) {
  const books = all.filter(({ owner }) => !owner.endsWith('h5'))
  const homes = new Map()
  for (const { owner, zh } of books) for (const key of Object.keys(zh)) homes.set(key, [...(homes.get(key) ?? []), owner])
  return [...homes]
    .filter(([, owners]) => owners.length > 1)
    .map(([key, owners]) => `"${key}" stands in ${owners.join(' and ')}; one home for each key`)
}

function errorWords({ sources, read }, books) {
  const known = new Set(books.flatMap(({ zh }) => Object.keys(zh)))
  const codes = sources
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => errorCodes(withoutComments(read(file))).map((code) => ({ file, code })))
  const wordless = codes
    .filter(({ code }) => !known.has(`error.${code}`))
    .map(({ file, code }) => `${file}: the error ${code} has no words ("error.${code}")`)
  const defined = new Set(codes.map(({ code }) => code))
  const stale = [...known]
    .filter((key) => key.startsWith('error.') && /^error\.[a-z_]+\.[a-z_]+$/.test(key) && !defined.has(key.slice(6)))
    .filter((key) => !sources.some((file) => read(file).includes(`'${key.slice(6)}'`)))
    .map((key) => `"${key}": words for an error that no longer exists`)
  return [...wordless, ...stale]
}

/** Codes of each `defineErrors('prefix', { name: {…} })` in a source. */
export function errorCodes(source) {
  return [...source.matchAll(/\bdefineErrors\(\s*'(\w+)',\s*\{/g)].flatMap((found) => {
    const names = []
    let depth = 1
    for (const token of source.slice(found.index + found[0].length).matchAll(/\/\/[^\n]*|'(?:[^'\\]|\\.)*'|[{([]|[})\]]|(\w+)\s*:/g)) {
      if (/^[{([]/.test(token[0])) depth += 1
      else if (/^[})\]]/.test(token[0])) depth -= 1
      else if (token[1] && depth === 1) names.push(`${found[1]}.${token[1]}`)
      if (depth === 0) break
    }
    return names
  })
}
