export type WordAction = 'block' | 'mask' | 'hold'

export interface ListedWord {
  readonly word: string
  readonly action: WordAction
}

export interface Found {
  /** The strongest action of all words found: block over hold over mask. */
  readonly action: WordAction
  readonly words: readonly string[]
  /** The text with every masked word starred; other words are left as they are. */
  readonly masked: string
}

export interface WordFilter {
  check(text: string): Found | null
}

const strength: Record<WordAction, number> = { mask: 1, hold: 2, block: 3 }

interface Node {
  readonly next: Map<string, Node>
  fail: Node | null
  /** Words that end here, longest first. */
  readonly ends: { readonly word: ListedWord; readonly length: number }[]
}

const node = (): Node => ({ next: new Map(), fail: null, ends: [] })

interface Letter {
  readonly char: string
  /** Where it stands in the text as written, and how long it is there. */
  readonly at: number
  readonly length: number
}

/**
 * Finds listed words whatever their width, case or the spaces and marks put between their letters (Ｖ 信, v-信);
 * a word of Latin letters or digits must not be part of a longer one (`ass` is not in `class`).
 * Aho-Corasick: one pass over the text however long the list is.
 */
export function createWordFilter(list: readonly ListedWord[]): WordFilter {
  const root = node()
  for (const word of list) insert(root, word)
  linkFailures(root)
  return { check: (text) => (list.length ? check(root, text) : null) }
}

function insert(root: Node, word: ListedWord): void {
  const letters = lettersOf(word.word)
  if (!letters.length) return
  let at = root
  for (const { char } of letters) {
    const next = at.next.get(char) ?? node()
    at.next.set(char, next)
    at = next
  }
  at.ends.push({ word, length: letters.length })
}

function linkFailures(root: Node): void {
  const queue = [...root.next.values()]
  for (const first of queue) first.fail = root
  for (const at of queue) {
    for (const [char, child] of at.next) {
      let fall = at.fail
      while (fall && !fall.next.has(char)) fall = fall.fail
      child.fail = fall?.next.get(char) ?? root
      child.ends.push(...child.fail.ends)
      queue.push(child)
    }
  }
}

function check(root: Node, text: string): Found | null {
  const letters = lettersOf(text)
  const hits: { word: ListedWord; from: number; to: number }[] = []
  let at = root
  letters.forEach(({ char }, index) => {
    while (at !== root && !at.next.has(char)) at = at.fail ?? root
    at = at.next.get(char) ?? root
    for (const { word, length } of at.ends) {
      const first = letters[index - length + 1]
      const last = letters[index]
      if (first && last && standsAlone(text, first, last)) hits.push({ word, from: first.at, to: last.at + last.length })
    }
  })
  if (!hits.length) return null
  const action = hits.reduce<WordAction>(
    (strongest, hit) => (strength[hit.word.action] > strength[strongest] ? hit.word.action : strongest),
    'mask',
  )
  const words = [...new Set(hits.map((hit) => hit.word.word))]
  return {
    action,
    words,
    masked: mask(
      text,
      hits.filter((hit) => hit.word.action === 'mask'),
    ),
  }
}

const latin = /[a-z0-9]/

/** Latin words end where the writer's word ends. */
function standsAlone(text: string, first: Letter, last: Letter): boolean {
  const before = fold(text.slice(0, first.at)).at(-1) ?? ''
  const after = fold(text.slice(last.at + last.length))[0] ?? ''
  return !(latin.test(first.char) && latin.test(before)) && !(latin.test(last.char) && latin.test(after))
}

function mask(text: string, hits: readonly { from: number; to: number }[]): string {
  const units = [...text]
  const out: string[] = []
  let at = 0
  for (const char of units) {
    const inside = hits.some((hit) => at >= hit.from && at < hit.to)
    out.push(inside && !/\s/.test(char) ? '*' : char)
    at += char.length
  }
  return out.join('')
}

/** Full-width and half-width, upper and lower case are the same letter. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Letters and digits only, folded; everything that only separates is skipped. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  let at = 0
  for (const unit of text) {
    for (const char of fold(unit)) {
      if (/[\p{L}\p{N}]/u.test(char)) letters.push({ char, at, length: unit.length })
    }
    at += unit.length
  }
  return letters
}
