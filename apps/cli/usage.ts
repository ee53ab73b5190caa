import { commands } from './commands/index.ts'

export function usage(): string {
  const lines = Object.values(commands).map((command) => `  grove ${command.usage.padEnd(44)} ${command.zh} · ${command.en}`)
  return `群林 Grove\n\n${lines.join('\n')}\n`
}
