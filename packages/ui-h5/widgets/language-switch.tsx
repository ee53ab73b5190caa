import { useWords } from '../language.ts'
import { Icon } from './icon.tsx'

/** Names the language it leads to, in that language. */
export function LanguageSwitch() {
  const { locale, change } = useWords()
  const [next, name] = locale === 'zh' ? (['en', 'English'] as const) : (['zh', '中文'] as const)
  return (
    <button type="button" className="h5-language" lang={next} onClick={() => change(next)}>
      <Icon name="globe" size={16} />
      {name}
    </button>
  )
}
