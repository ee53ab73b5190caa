import { shuffled } from './draw.ts'

export interface AskedQuestion {
  readonly text: string
  readonly options: readonly { readonly key: string; readonly label: string }[]
  readonly answer: string
  readonly explain: string
}

const KEYS = 'ABCDEFGH'

/** Four labels in an order of chance, with the letter of the right one. */
export function withOptions(seed: string, right: string, wrong: readonly string[]): Pick<AskedQuestion, 'options' | 'answer'> {
  const labels = shuffled(seed, [right, ...wrong])
  return {
    options: labels.map((label, at) => ({ key: KEYS.charAt(at), label })),
    answer: KEYS.charAt(labels.indexOf(right)),
  }
}

/** Sounds that are easily taken for each other. */
const TWINS: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/^z(?!h)/, 'zh'],
  [/^c(?!h)/, 'ch'],
  [/^s(?!h)/, 'sh'],
  [/^n/, 'l'],
  [/^l/, 'n'],
  [/^f/, 'h'],
  [/(?<=.)ing$/, 'in'],
  [/(?<=.)in$/, 'ing'],
  [/(?<=.)eng$/, 'en'],
  [/(?<=.)en$/, 'eng'],
  [/(?<=.)ang$/, 'an'],
  [/(?<=.)an$/, 'ang'],
]
const MARKS = 'āáǎàa|ēéěèe|īíǐìi|ōóǒòo|ūúǔùu|ǖǘǚǜü'.split('|')

/** Spellings of a syllable that one could believe: a neighbouring sound or another tone. */
function neighbours(syllable: string): string[] {
  const row = MARKS.find((marks) => [...marks].some((mark) => syllable.includes(mark) && mark !== marks.at(-1)))
  const mark = row ? [...row].find((one) => syllable.includes(one) && one !== row.at(-1)) : undefined
  const tones =
    row && mark
      ? [...row]
          .slice(0, 4)
          .filter((one) => one !== mark)
          .map((one) => syllable.replace(mark, one))
      : []
  const plain = row && mark ? syllable.replace(mark, row.at(-1) ?? '') : syllable
  const place = mark ? syllable.indexOf(mark) : -1
  const sounds = TWINS.flatMap(([pattern, twin]) => {
    const changed = plain.replace(pattern, twin)
    if (changed === plain) return []
    // The tone goes back to the vowel it stood on, counted from where the change left it.
    const shift = pattern.source.startsWith('^') ? changed.length - plain.length : 0
    const at = place + shift
    const vowel = row?.at(-1)
    return mark && changed.charAt(at) === vowel ? [changed.slice(0, at) + mark + changed.slice(at + 1)] : []
  })
  return [...sounds, ...tones]
}

/** Which of these spellings is right? `spelled` is the word's own, syllables apart. */
export function askPinyin(seed: string, word: string, spelled: readonly string[], ask: (word: string) => string): AskedQuestion {
  const wrong = spelled.flatMap((syllable, at) => neighbours(syllable).map((other) => spelled.with(at, other).join(' ')))
  const others = shuffled(
    `${seed}|wrong`,
    [...new Set(wrong)].filter((one) => one !== spelled.join(' ')),
  ).slice(0, 3)
  return { text: ask(word), ...withOptions(seed, spelled.join(' '), others), explain: `${word} ${spelled.join(' ')}` }
}

/** Which word reads like this? The others have as many syllables and another sound. */
export function askWord(
  seed: string,
  word: string,
  spelled: string,
  others: readonly { readonly word: string; readonly spelled: string }[],
  ask: (spelled: string) => string,
): AskedQuestion {
  const like = others.filter((one) => one.word.length === word.length && one.spelled !== spelled && one.word !== word)
  const wrong = shuffled(`${seed}|wrong`, like)
    .slice(0, 3)
    .map((one) => one.word)
  return { text: ask(spelled), ...withOptions(seed, word, wrong), explain: `${word} ${spelled}` }
}
