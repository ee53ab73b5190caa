/**
 * A migration as its statements. `text` is as written without comments; `words` is lower case, single spaces,
 * string contents blanked, so that patterns see SQL only.
 */
export function splitStatements(source) {
  const plain = source.replace(/--[^\n]*/g, '').replace(/\/\*[\s\S]*?\*\//g, '')
  const pieces = plain.match(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"[^"]*"|;|[^$'";]+|\$/g) ?? []
  const statements = [[]]
  for (const piece of pieces) {
    if (piece === ';') statements.push([])
    else statements.at(-1).push(piece)
  }
  return statements
    .map((parts) => ({
      text: parts.join('').trim(),
      words: parts
        .map((part) => (part.startsWith("'") ? "''" : part))
        .join('')
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .trim(),
    }))
    .filter(({ text }) => text !== '')
}

/** Name, columns and table constraints of a `create table`; undefined for any other statement. */
export function tableParts(words) {
  const found = /^create (?:unlogged )?table (?:if not exists )?(?:public\.)?(\w+) ?\((.*)\)[^)]*$/.exec(words)
  if (!found) return undefined
  const parts = topLevel(found[2])
  const isConstraint = (part) => /^(?:constraint \w+ )?(?:primary key|unique|foreign key|check|exclude)\b/.test(part)
  return { name: found[1], columns: parts.filter((part) => !isConstraint(part)), constraints: parts.filter(isConstraint) }
}

function topLevel(body) {
  const parts = ['']
  let depth = 0
  for (const sign of body) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}
