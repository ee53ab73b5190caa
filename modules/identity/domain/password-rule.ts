/** Why a password is refused; undefined when it will do. Length counts characters, not bytes. */
export type PasswordWeakness = 'too_short' | 'too_common' | 'contains_login'

const MIN_LENGTH = 10

/** What attackers try first, without digits and signs at the end: they are added to pass rules and guessed just as soon. */
const COMMON = new Set(
  `password passw0rd qwerty qwertyuiop qwerty123456 asdfghjkl zxcvbnm letmein welcome iloveyou iloveyouforever admin administrator
   superman baseball football sunshine princess dragon monkey master shadow michael jordan trustno woaini woaiwojia nihao zhongguo
   qazwsx qazwsxedc abc abcdef abcdefgh abcdefghij aaaaaaaaaa changeme default secret grove qunlin weixin wechat`.split(/\s+/),
)

export function weaknessOf(password: string, login: string): PasswordWeakness | undefined {
  const lower = password.toLowerCase()
  if ([...password].length < MIN_LENGTH) return 'too_short'
  const name = login.toLowerCase().split('@')[0] ?? ''
  if (name.length >= 3 && lower.includes(name)) return 'contains_login'
  const bare = lower.replace(/[\d\W_]+$/u, '')
  if (new Set(lower).size < 4 || COMMON.has(lower) || COMMON.has(bare) || isRun(lower)) return 'too_common'
  return undefined
}

/** 1234567890, abcdefghij, 0987654321: every step is the same small one. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((char, at) => (char.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0))
  const first = steps.filter((step) => Math.abs(step) === 1).length
  return first >= steps.length - 1
}
