import embeddedEn from '@grove/embedded-pg/locales/en.json' with { type: 'json' }
import embeddedZh from '@grove/embedded-pg/locales/zh.json' with { type: 'json' }
import { GroveError } from '@grove/kernel/contract'
import type { ServerConfig } from './config.ts'

/** What the terminal shows when the product is up. */
export function sayReady(config: ServerConfig, port: number | undefined): void {
  const line =
    port === undefined
      ? '群林 Grove: worker 已启动 · the worker is running'
      : `群林 Grove ${chinese() ? '已启动，请打开' : 'is running, open'} ${config.baseUrl.replace(/:\d+$/, `:${port}`)}`
  process.stdout.write(`${line}\n`)
}

/** Why it did not start, in words, with what to do. */
export function sayFailure(error: Error): void {
  process.stderr.write(`${error instanceof GroveError ? wordsOf(error) : plainWords(error)}\n`)
}

function plainWords(error: Error): string {
  const { code, port } = (error.cause ?? {}) as { code?: string; port?: number }
  if (chinese() && code === 'EADDRINUSE') return `端口 ${port} 已经被别的程序占用：关掉那个程序，或用 PORT 换一个端口。`
  if (chinese() && code === 'EACCES') return `这个用户不能使用端口 ${port}：用 PORT 换一个大于 1023 的端口。`
  return error.message
}

function wordsOf(error: GroveError): string {
  const words: Readonly<Record<string, string>> = chinese() ? embeddedZh : embeddedEn
  const template = words[`error.${error.code}`] ?? error.code
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(error.data[name] ?? whole))
}

const chinese = () => /^zh/i.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '')
