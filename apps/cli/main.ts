import { parseArgs } from 'node:util'
import { commands } from './commands/index.ts'
import { usage } from './usage.ts'
import { failureWords, terminalWords } from './words.ts'

const [name = 'help', ...rest] = process.argv.slice(2)
const command = commands[name]

if (!command) {
  process.stdout.write(usage())
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2
} else {
  try {
    const { positionals, values } = parseArgs({ args: rest, allowPositionals: true, options: command.options ?? {} })
    process.exitCode = await command.run({ words: positionals, options: values as Record<string, string | boolean | undefined> })
  } catch (error) {
    process.stderr.write(`${failureWords(error as Error, await terminalWords())}\n`)
    process.exitCode = 1
  }
}
