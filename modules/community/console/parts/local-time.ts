import { localOf, momentOf } from '@grove/calendar'

/** A moment as `YYYY-MM-DDTHH:mm` on the clock of the workspace, for DayTimeField. */
export function toLocal(at: Date | string | null | undefined, zone: string): string | null {
  if (!at) return null
  const { day, time } = localOf(new Date(at).getTime(), zone)
  return `${day}T${time}`
}

export function fromLocal(text: string | null | undefined, zone: string): Date | null {
  const [day, time] = text?.split('T') ?? []
  return day && time ? new Date(momentOf(day, time, zone)) : null
}
