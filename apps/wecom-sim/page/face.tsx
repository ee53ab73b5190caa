/** A coloured square with the last sign of the name, as pictures of people are drawn here. */
export function Face({ name, id, kind }: { name: string; id: string; kind: string }) {
  const hue = ([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7) * 137) % 360
  return (
    <span className={`face ${kind}`} style={{ background: `hsl(${hue} 42% 40%)` }} aria-hidden="true">
      {[...name].at(kind === 'groups' ? 0 : -1) ?? '·'}
    </span>
  )
}
