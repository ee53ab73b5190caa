import type { Translator } from '@grove/i18n'
import { coreLanguage } from '../../contract/index.ts'

type When = Readonly<Record<string, unknown>>
type Action = Readonly<Record<string, unknown>> | undefined

/** When a step falls due, in words: `第 3 天 09:30`. `nameOf` gives a step's title by its id. */
export function whenWords(
  t: Translator,
  when: When,
  nameOf: (id: string) => string,
  doOf: (id: string) => Action = () => undefined,
): string {
  const time = typeof when.at === 'string' ? when.at : ''
  const day = dayWords(t, when)
  if (day !== undefined) return `${day} ${time}`.trim()
  if (typeof when.afterStart === 'string') return t('playbook.when.after-start', { duration: durationWords(t, when.afterStart) })
  if (typeof when.afterJoin === 'string') return t('playbook.when.after-join', { duration: durationWords(t, when.afterJoin) })
  if (typeof when.after === 'string') {
    const step = nameOf(when.after)
    const base =
      typeof when.outcome === 'string'
        ? t('playbook.when.after-outcome', { step, outcome: outcomeWords(t, when.outcome, doOf(when.after)) })
        : t('playbook.when.after', { step })
    return `${base}${laterWords(t, when)}`
  }
  if (typeof when.on === 'string') return `${triggerWords(t, when)}${laterWords(t, when)}`
  return t('playbook.when.none')
}

/** The day alone, for the head of a table row; undefined where no day is meant. */
export function dayWords(t: Translator, when: When): string | undefined {
  if (typeof when.day === 'number') return t('playbook.when.day', { day: when.day })
  if (typeof when.joinDay === 'number') return t('playbook.when.join-day', { day: when.joinDay })
  if (Array.isArray(when.weekly)) {
    const days = when.weekly.map((day) => t(`playbook.weekday.${String(day)}`)).join(t('playbook.weekday.and'))
    const every = Number(when.everyWeeks ?? 1)
    return every > 1 ? t('playbook.when.every-weeks', { every, days }) : t('playbook.when.weekly', { days })
  }
  if (typeof when.daily === 'string') return t(`playbook.when.daily.${when.daily}`)
  if (Array.isArray(when.monthly)) {
    const days = when.monthly.map((day) => (day === 'last' ? t('playbook.when.last-day') : String(day))).join('、')
    return t('playbook.when.monthly', { days })
  }
  if (typeof when.date === 'string') return when.date
  if (typeof when.countdown === 'string') {
    const days = Number(when.daysBefore ?? 0)
    const date = when.countdown
    if (days === 0) return t('playbook.when.countdown-day', { date })
    return days > 0 ? t('playbook.when.countdown', { date, days }) : t('playbook.when.countdown-after', { date, days: -days })
  }
  return undefined
}

export function triggerWords(t: Translator, when: When): string {
  const name = String(when.on)
  const filter = typeof when.filter === 'object' && when.filter !== null ? (when.filter as Record<string, unknown>) : {}
  const words = coreLanguage.triggers.get(name)?.words(filter, t.locale) ?? name
  return t('playbook.when.on', { what: words })
}

/** How long after what it hangs on; empty for at once. */
export function laterWords(t: Translator, when: When): string {
  if (typeof when.nextDayAt === 'string') {
    const days = typeof when.days === 'number' ? when.days : 1
    return days === 0 ? t('playbook.when.same-day', { time: when.nextDayAt }) : t('playbook.when.later-day', { days, time: when.nextDayAt })
  }
  if (typeof when.delay === 'string') return t('playbook.when.delay', { duration: durationWords(t, when.delay) })
  return ''
}

/** `1d12h` → `1 天 12 小时`; what can't be read stays as written. */
export function durationWords(t: Translator, duration: string): string {
  const match = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(duration)
  if (!match || duration === '') return duration
  const units = ['week', 'day', 'hour', 'minute'] as const
  return units
    .flatMap((unit, index) => (match[index + 1] === undefined ? [] : [t(`playbook.duration.${unit}`, { count: Number(match[index + 1]) })]))
    .join(' ')
}

/** An outcome of the language in words, or what its author called it in the step it belongs to; a name without a title stands as it is. */
export function outcomeWords(t: Translator, outcome: string, action?: Action): string {
  const key = `playbook.outcome.${outcome}`
  return titleIn(t, action?.options, 'id', outcome) ?? titleIn(t, action?.cases, 'outcome', outcome) ?? (t.has(key) ? t(key) : outcome)
}

/** What an author called an arm of a test. */
export const armWords = (t: Translator, variants: unknown, arm: string): string => titleIn(t, variants, 'id', arm) ?? arm

function titleIn(t: Translator, list: unknown, name: string, value: string): string | undefined {
  const found = Array.isArray(list)
    ? list.find((one: unknown) => typeof one === 'object' && one !== null && Reflect.get(one, name) === value)
    : undefined
  const given: unknown = found?.label ?? found?.title
  if (typeof given === 'object' && given !== null) return String(Reflect.get(given, t.locale) ?? value)
  return typeof given === 'string' ? given : undefined
}
