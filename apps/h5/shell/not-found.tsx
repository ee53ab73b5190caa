import { Empty, LanguageSwitch, useWords } from '@grove/ui-h5'

export function NotFound() {
  const { t } = useWords()
  return <Empty title={t('h5.not_found.title')} hint={t('h5.not_found.hint')} action={<LanguageSwitch />} />
}
