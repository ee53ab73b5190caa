import en from '@grove/embedded-pg/locales/en.json' with { type: 'json' }
import zh from '@grove/embedded-pg/locales/zh.json' with { type: 'json' }

/** A line for the terminal, in its language. */
export function words(key: string, data: Readonly<Record<string, unknown>>): string {
  const chinese = /^zh/i.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '')
  const template = (chinese ? (zh as Record<string, string>) : (en as Record<string, string>))[key] ?? key
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole))
}
