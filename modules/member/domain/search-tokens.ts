import { email, phone } from '../contract/index.ts'

/** What the search box finds a member by. */
export interface Searchable {
  readonly displayName: string
  readonly numbers?: readonly string[] | undefined
}

const LONGEST = 40
const MOST = 24
const HAN = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u

/** Texts that are as they should be: most names and numbers, told at a glance. */
const PLAIN = /^[a-z0-9\u4e00-\u9fff]*$/
const HANZI = /^[\u4e00-\u9fff]*$/

/** Full width becomes half width, letters small, white space single. */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return text
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/**
 * Endings under which a member is found: a query matches when one of them begins with it. A name ends at each Chinese character and at each
 * word, so any part of 王小明 is found by one range. Numbers, phones and e-mails are found by their identities; a number that is not is here too.
 */
export function searchTokens({ displayName, numbers = [] }: Searchable): string[] {
  const tokens = new Set(endings(normalise(displayName)))
  for (const number of numbers) {
    const plain = normalise(number)
    if (!numberForms(plain).includes(number)) tokens.add(cut(plain))
  }
  tokens.delete('')
  return [...tokens]
}

/** How a number that somebody types a part of may be stored: small letters, or capitals. One that mixes them, or widths, needs a token. */
export function numberForms(word: string): string[] {
  const capitals = word.toUpperCase()
  return capitals === word ? [word] : [word, capitals]
}

/** Whole characters: a half of one is nothing the database could hold. */
const cut = (text: string): string => (text.length <= LONGEST ? text : [...text].slice(0, LONGEST).join(''))

/** The text that a broad query is compared with. */
export function searchText(member: Searchable): string {
  const { displayName, numbers = [] } = member
  if (numbers.length === 0) return normalise(displayName).slice(0, 400)
  return [displayName, ...numbers]
    .flatMap((part) => (part ? [normalise(part)] : []))
    .join(' ')
    .slice(0, 400)
}

function endings(name: string): string[] {
  if (name.length <= MOST && HANZI.test(name)) return Array.from(name, (_, at) => name.slice(at))
  const letters = [...name]
  const starts = letters.flatMap((letter, at) => {
    const before = letters[at - 1]
    const begins = before === undefined || before === ' ' || HAN.test(letter) || HAN.test(before)
    return begins && letter !== ' ' ? [at] : []
  })
  return starts.slice(0, MOST).map((at) => letters.slice(at, at + LONGEST).join(''))
}

/** Words of a query, five at most; a number with spaces in it is one. Somebody is found who has them all. */
export function searchWords(query: string): string[] {
  const whole = normalise(query)
  const words = phone.safeParse(whole).success ? [whole] : whole.split(' ').filter((word) => word !== '')
  return [...new Set(words.slice(0, 5).map((word) => (typedContact(word) ? word : cut(word))))]
}

export interface TypedContact {
  readonly kind: 'phone' | 'email' | 'tail'
  readonly value: string
}

/** A word that may be a whole phone, a whole e-mail or the last four digits of a phone: those are found by exact value only. */
export function typedContact(word: string): TypedContact | undefined {
  if (/^\d{4}$/.test(word)) return { kind: 'tail', value: word }
  const number = phone.safeParse(word)
  if (number.success) return { kind: 'phone', value: number.data }
  const address = word.includes('@') ? email.safeParse(word) : undefined
  return address?.success ? { kind: 'email', value: address.data } : undefined
}

/** Smallest text above every text that begins with `prefix`, in code point order. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`
}
