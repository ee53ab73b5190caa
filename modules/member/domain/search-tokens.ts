/** What the search box finds a member by. */
export interface Searchable {
  readonly displayName: string
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
  readonly numbers?: readonly string[] | undefined
}

const LONGEST = 40
const MOST = 24
const HAN = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u

/** Full width becomes half width, letters small, white space single. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/**
 * Endings under which a member is found: a query matches when one of them begins with it. A name ends at each Chinese character and at each
 * word, a mainland phone at its three groups (138|0013|8888), so any part of 王小明 and the last four digits are found by one range.
 */
export function searchTokens(member: Searchable): string[] {
  const tokens = new Set<string>()
  for (const token of endings(normalise(member.displayName))) tokens.add(token)
  if (member.phone) for (const length of [member.phone.length, 8, 4]) tokens.add(member.phone.slice(-length))
  if (member.email) tokens.add(normalise(member.email).slice(0, LONGEST))
  for (const number of member.numbers ?? []) tokens.add(normalise(number).slice(0, LONGEST))
  tokens.delete('')
  return [...tokens]
}

/** The text that a broad query is compared with. */
export function searchText(member: Searchable): string {
  return [member.displayName, member.phone, member.email, ...(member.numbers ?? [])]
    .flatMap((part) => (part ? [normalise(part)] : []))
    .join(' ')
    .slice(0, 400)
}

function endings(name: string): string[] {
  const letters = [...name]
  const starts = letters.flatMap((letter, at) => {
    const before = letters[at - 1]
    const begins = before === undefined || before === ' ' || HAN.test(letter) || HAN.test(before)
    return begins && letter !== ' ' ? [at] : []
  })
  return starts.slice(0, MOST).map((at) => letters.slice(at, at + LONGEST).join(''))
}

/** Words of a query: the longest is looked up as a range of tokens, the others are compared with the text. */
export function searchWords(query: string): { readonly first: string; readonly rest: readonly string[] } | undefined {
  const words = normalise(query)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 5)
  const first = words.toSorted((a, b) => b.length - a.length)[0]
  if (first === undefined) return undefined
  return { first: first.slice(0, LONGEST), rest: words.filter((word) => word !== first) }
}

/** Smallest text above every text that begins with `prefix`, in code point order. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`
}
