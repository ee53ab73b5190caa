import { LanguageSwitch, useWords, WayHome } from '@grove/ui-h5'

/** An address that no page has; `ws` where it names a workspace at least. */
export function NotFound({ ws }: { readonly ws: string | undefined }) {
  const { t } = useWords()
  return (
    <div className="h5-state">
      <h1>{t('h5.not_found.title')}</h1>
      <p>{t('h5.not_found.hint')}</p>
      {ws && <WayHome ws={ws} />}
      <LanguageSwitch />
    </div>
  )
}
