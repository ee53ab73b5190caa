import type { Locale } from '@grove/kernel/contract'
import { Button } from '@grove/ui-h5'

// These words can't come from the locales: it is the locales that did not arrive.
const words = {
  zh: { title: '网络不太好，页面没加载完', action: '刷新页面' },
  en: { title: 'The page did not load: your connection is weak', action: 'Refresh' },
}

export function LoadFailed({ locale }: { readonly locale: Locale }) {
  return (
    <div className="h5-state" role="alert">
      <h1>{words[locale].title}</h1>
      <Button onPress={() => location.reload()}>{words[locale].action}</Button>
    </div>
  )
}
