/** Colours that carry white letters with enough contrast. */
const colours = ['#2f7d5b', '#3a6ea5', '#8a5a9e', '#b0563f', '#7a6a1f', '#47728a', '#a0466f', '#5b7038']

/** Of a person the last two Chinese characters (the given name), of a group the first two; else the first letters of the first two words. */
export function initialsOf(name: string, group = false): string {
  const trimmed = name.trim()
  const chinese = [...trimmed.replace(/[^一-鿿]/g, '')]
  if (chinese.length) return (group ? chinese.slice(0, 2) : chinese.slice(-2)).join('')
  const words = trimmed.split(/\s+/).filter(Boolean)
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '')
  return letters.join('').toUpperCase() || '·'
}

/** The same person has the same colour everywhere. */
export function colourOf(key: string): string {
  let hash = 0
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return colours[hash % colours.length] ?? '#2f7d5b'
}

export function Avatar(props: {
  readonly name: string
  readonly seed: string
  readonly url?: string | null
  readonly size?: number
  /** A group, not a person. */
  readonly group?: boolean
}) {
  const size = props.size ?? 40
  if (props.url) return <img className="h5-avatar" src={props.url} alt="" width={size} height={size} loading="lazy" />
  const letters = initialsOf(props.name, props.group)
  const style = { width: size, height: size, background: colourOf(props.seed), fontSize: size * (letters.length > 1 ? 0.34 : 0.44) }
  return (
    <span className="h5-avatar" style={style} aria-hidden="true">
      {letters}
    </span>
  )
}
