/** Numbers of the built-in formats that show a date or a time. */
const BUILT_IN = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])

/** Whether a number format shows a date or a time: letters of dates outside of quoted text, colours and locale marks. */
export function showsDate(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_./gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) && !/[#?]/.test(bare)
}

export function isDateFormat(number: number, custom: ReadonlyMap<number, string>): boolean {
  const format = custom.get(number)
  return format === undefined ? BUILT_IN.has(number) : showsDate(format)
}

const DAY = 86_400_000

/** A serial day of Excel as `2026-11-25`, with the time where there is one, without the day where it is only a time. */
export function serialText(serial: number, since1904: boolean): string {
  // Excel believes in 29 February 1900; its day 60 is that.
  const days = since1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const at = new Date(Math.round(((days - 25_569) * DAY) / 1000) * 1000)
  if (Number.isNaN(at.getTime())) return String(serial)
  const text = at.toISOString()
  const day = text.slice(0, 10)
  const time = text.slice(11, 19)
  if (serial >= 0 && serial < 1 && serial !== 0) return time.endsWith(':00') ? time.slice(0, 5) : time
  if (time === '00:00:00') return day
  return `${day} ${time.endsWith(':00') ? time.slice(0, 5) : time}`
}

/** A number as people read it: no exponent for phones, no tail of a binary fraction. */
export function numberText(raw: string): string {
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
  return String(Number(value.toPrecision(15)))
}
