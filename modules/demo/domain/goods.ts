import type { Locale } from '@grove/kernel/contract'

export interface Good {
  readonly line: string
  readonly product: string
  /** Fen. */
  readonly price: number
}

/** What the invented shop sells: something small, something daily, something dear. */
const GOODS: Readonly<Record<Locale, readonly Good[]>> = {
  zh: [
    { line: '体验装', product: '旅行三件套', price: 3900 },
    { line: '体验装', product: '洁面试用装', price: 1990 },
    { line: '日常', product: '保温杯 500 ml', price: 12_900 },
    { line: '日常', product: '棉柔洗脸巾 6 包', price: 5900 },
    { line: '日常', product: '燕麦早餐杯', price: 7900 },
    { line: '甄选', product: '羊绒围巾', price: 39_900 },
    { line: '甄选', product: '家庭礼盒', price: 26_800 },
  ],
  en: [
    { line: 'Trial', product: 'Travel set', price: 3900 },
    { line: 'Trial', product: 'Cleanser, trial size', price: 1990 },
    { line: 'Daily', product: 'Flask 500 ml', price: 12_900 },
    { line: 'Daily', product: 'Cotton towels, 6 packs', price: 5900 },
    { line: 'Daily', product: 'Oat breakfast cup', price: 7900 },
    { line: 'Select', product: 'Cashmere scarf', price: 39_900 },
    { line: 'Select', product: 'Family gift box', price: 26_800 },
  ],
}

export const goodsIn = (locale: Locale): readonly Good[] => GOODS[locale]
