import { useWords } from '../language.ts'

/** Announcement or welcome in its four blocks; an empty block is left out. */
export interface FourBlocks {
  readonly theme: string
  readonly services: string
  readonly forbidden: string
  readonly encouraged: string
}

const order = ['theme', 'services', 'forbidden', 'encouraged'] as const

export function Blocks({ blocks }: { readonly blocks: FourBlocks }) {
  const { t } = useWords()
  return (
    <div className="h5-blocks">
      {order.map((name) =>
        blocks[name].trim() ? (
          <section key={name} className={`h5-block h5-block-${name}`}>
            <h2>{t(`h5.block.${name}`)}</h2>
            <p>{blocks[name]}</p>
          </section>
        ) : null,
      )}
    </div>
  )
}
