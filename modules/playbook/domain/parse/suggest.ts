import { CLOCK_TIME, DURATION } from '../../contract/index.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** `9点`, `9点半`, `9:5`, `21：30`, `9am`, `晚上9点` → `09:00`… */
export function suggestTime(wrong: string): string | undefined {
  const text = wrong.trim().toLowerCase().replace('：', ':')
  const match = /(\d{1,2})(?:\s*[:点時时.h]\s*(半|\d{1,2})?)?\s*分?\s*(am|pm)?$/.exec(text)
  if (!match) return undefined
  const afternoon = match[3] === 'pm' || /下午|晚|傍晚/.test(text)
  const hour = Number(match[1])
  const minute = match[2] === '半' ? 30 : Number(match[2] ?? 0)
  const time = `${two(afternoon && hour < 12 ? hour + 12 : hour)}:${two(minute)}`
  return CLOCK_TIME.test(time) ? time : undefined
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(\d+)\s*(?:周|星期|weeks?|w)/i, 'w'],
  [/(\d+)\s*(?:天|日|days?|d)/i, 'd'],
  [/(\d+)\s*(?:个?小时|时|hours?|hrs?|h)/i, 'h'],
  [/(\d+)\s*(?:分钟?|minutes?|mins?|m)/i, 'm'],
]

/** `10分钟`, `2 hours`, `1天` → `10m`, `2h`, `1d`; a bare number is minutes. */
export function suggestDuration(wrong: string): string | undefined {
  const text = wrong.trim()
  if (/^\d+$/.test(text)) return `${text}m`
  const parts = UNITS.flatMap(([unit, letter]) => {
    const match = unit.exec(text)
    return match ? [`${match[1]}${letter}`] : []
  })
  const duration = parts.join('')
  return DURATION.test(duration) ? duration : undefined
}

/** `2026/12/4`, `2026年12月4日` → `2026-12-04`. */
export function suggestDate(wrong: string): string | undefined {
  const match = /(\d{4})\D+(\d{1,2})\D+(\d{1,2})/.exec(wrong)
  if (!match) return undefined
  const [month, day] = [Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? `${match[1]}-${two(month)}-${two(day)}` : undefined
}

/** `Day 1 Welcome!` → `day-1-welcome`. */
export function suggestKey(wrong: string): string | undefined {
  const key = wrong
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 48)
  return key === '' ? undefined : key
}

/** `shop-link`, `Shop link` → `shopLink`. */
export function suggestParameterKey(wrong: string): string | undefined {
  const words = wrong.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
  return /^[a-z]/.test(joined) ? joined.slice(0, 40) : undefined
}
