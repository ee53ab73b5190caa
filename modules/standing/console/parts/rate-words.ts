import { useT } from '@grove/i18n/react'

/** The name of a row of a split. */
export function useRateWords(split: string): (key: string, name: string | null) => string {
  const t = useT()
  return (key, name) => {
    if (name) return name
    if (split === 'tier') return t(`standing.tier.${key}`)
    return key === '' ? t(`rate.none.${split}`) : key
  }
}
