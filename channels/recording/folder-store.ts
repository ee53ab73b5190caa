import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Effect, EffectStore } from './effect-store.ts'

/**
 * Outlives a killed process: `always` appends a line to a journal, `once` makes a file of the touch's name, which only one process can.
 * What was handed to the kernel stays, so an effect is done exactly when its call returned (or was killed after it).
 */
export function folderStore(folder: string): EffectStore {
  const once = join(folder, 'once')
  mkdirSync(once, { recursive: true })
  const journalPath = join(folder, 'journal.jsonl')
  const journal = openSync(journalPath, 'a')
  const journalled = () => readFileSync(journalPath, 'utf8').split('\n').filter(Boolean).map(parse)
  const single = (touch: string): Effect | undefined => {
    try {
      const text = readFileSync(join(once, touch), 'utf8')
      // Killed between making the file and filling it: done, without words.
      return text === '' ? { touch, externalId: touch, text: '' } : parse(text)
    } catch {
      return undefined
    }
  }
  let index = new Map<string, Effect>()
  let indexed = 0
  const inJournal = (touch: string) => {
    const lines = readFileSync(journalPath)
    if (lines.length !== indexed) {
      index = new Map(journalled().map((effect) => [effect.touch, effect]))
      indexed = lines.length
    }
    return index.get(touch)
  }
  return {
    once: (effect) => create(join(once, effect.touch), JSON.stringify(effect)),
    always: (effect) => {
      writeSync(journal, `${JSON.stringify(effect)}\n`)
    },
    find: (touch) => single(touch) ?? inJournal(touch),
    all: () => [...journalled(), ...readdirSync(once).map((touch) => single(touch) ?? { touch, externalId: touch, text: '' })],
  }
}

function create(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, text)
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const parse = (line: string): Effect => JSON.parse(line) as Effect
