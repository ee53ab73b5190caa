const path = 'docs/glossary.md'

/**
 * One word for one thing. Rows read `| 中文 | English | identifier | not |`: the identifier occurs in the code,
 * no word stands twice, and the words of the last column appear on no screen.
 */
export const glossaryFence = {
  name: 'glossary',
  check(repository) {
    if (!repository.has(path)) return [`${path}: missing`]
    const rows = readRows(repository.read(path))
    if (rows.length === 0) return [`${path}: no rows of the form | 中文 | English | \`identifier\` | not |`]
    return [...doubles(rows), ...unknown(repository, rows), ...refusedWords(repository, rows)]
  },
}

function readRows(text) {
  return text
    .split('\n')
    .map((line) => /^\|([^|]+)\|([^|]+)\|\s*((?:`[^`]+`[ ,]*)+)\s*\|([^|]*)\|/.exec(line))
    .filter(Boolean)
    .map(([, zh, en, identifiers, not]) => ({
      zh: zh.trim(),
      en: en.trim(),
      identifiers: [...identifiers.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
      not: not
        .split(/[、,，]/)
        .map((word) => word.trim())
        .filter((word) => word !== '' && word !== '–'),
    }))
}

function doubles(rows) {
  const named = [
    ...rows.map(({ zh }) => zh),
    ...rows.map(({ en }) => en),
    ...rows.flatMap(({ identifiers }) => identifiers.map((name) => `\`${name}\``)),
  ]
  return [...new Set(named.filter((word, at) => named.indexOf(word) !== at))].map(
    (word) => `${path}: ${word} stands twice; one word for one thing`,
  )
}

function unknown({ sources, matching, read }, rows) {
  const code = [...sources.filter((file) => !file.includes('.test.')), ...matching(/\.sql$/)].map(read).join('\n')
  return rows
    .flatMap(({ identifiers }) => identifiers)
    .filter((name) => !new RegExp(`(?<![\\w])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`).test(code))
    .map((name) => `${path}: \`${name}\` occurs nowhere in the code`)
}

function refusedWords({ matching, read }, rows) {
  const shown = matching(/\/locales\/zh\.json$/)
  const right = rows.flatMap(({ zh, not }) => not.map((word) => ({ word, zh })))
  return shown.flatMap((file) =>
    right
      .filter(({ word }) => read(file).includes(word))
      .map(({ word, zh }) => `${file}: says “${word}”; the word of this house is “${zh}”`),
  )
}
