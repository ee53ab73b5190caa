import { useWords } from '@grove/ui-h5'

/** Small pictures that open large. */
export function Pictures({ pictures }: { readonly pictures: readonly { readonly url: string; readonly thumb: string }[] }) {
  const { t } = useWords()
  if (pictures.length === 0) return null
  return (
    <div className="camp-pictures">
      {pictures.map((one, at) => (
        <a key={one.url} href={one.url} target="_blank" rel="noopener noreferrer">
          <img src={one.thumb} alt={t('camp.phone.picture', { number: at + 1 })} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
