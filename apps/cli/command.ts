import type { ParseArgsConfig } from 'node:util'

export interface CommandInput {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** One verb of `grove`. `run` answers the exit code: 0 done, 1 refused, 2 called wrongly. */
export interface Command {
  readonly usage: string
  readonly zh: string
  readonly en: string
  readonly options?: NonNullable<ParseArgsConfig['options']>
  readonly run: (input: CommandInput) => Promise<number>
}

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
