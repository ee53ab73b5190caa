import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { phoneWords } from './phone-words.ts'

const modules = fileURLToPath(new URL('../../modules/', import.meta.url))
const { transform } = phoneWords(modules)
async function wordsOf(module: string): Promise<readonly string[]> {
  if (typeof transform !== 'object') throw new Error('the plugin transforms with a filter')
  const code = readFileSync(`${modules}${module}/locales/zh.json`, 'utf8')
  return Object.keys(JSON.parse(String(await transform.handler.call({} as never, code, ''))) as object)
}

test('words of the console stay at home', async () => {
  expect(await wordsOf('reward')).not.toContain('reward.field.budget')
  const room = await wordsOf('conversation')
  expect(room.filter((key) => ['error.send.not_found', 'room.threads_all'].includes(key))).toEqual([])
})

test('a phone gets what its pages ask for, put together at run time or sent by the server as well', async () => {
  expect(await wordsOf('reward')).toEqual(expect.arrayContaining(['reward.mine', 'reward.prize_state.shipped', 'error.reward.expired']))
  expect(await wordsOf('activity')).toContain('activity.kind.quiz')
  expect(await wordsOf('task')).toContain('task.option.done')
  expect(await wordsOf('camp')).toContain('camp.task.coach')
  expect(await wordsOf('playbook')).toEqual(expect.arrayContaining(['run.late.title', 'run.late.body']))
  expect(await wordsOf('code')).toContain('code.task.full')
})

test('a page that calls another module has the words for what it is refused with', () => {
  const missing = readdirSync(modules).flatMap((module) => {
    const folder = `${modules}${module}/h5/`
    if (!existsSync(`${folder}index.tsx`)) return []
    const door = readFileSync(`${folder}index.tsx`, 'utf8')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    const called = files.flatMap((file) =>
      [...readFileSync(folder + file, 'utf8').matchAll(/^import \{([^}]*)\} from '@grove\/(\w+)\/contract'/gm)]
        .filter(([, names = '']) => names.split(',').some((name) => name.trim() && !name.trim().startsWith('type ')))
        .map(([, , other = '']) => other),
    )
    return [...new Set(called)]
      .filter((other) => other !== module && !door.includes(`@grove/${other}/locales/`))
      .map((other) => [module, other])
  })
  expect(missing).toEqual([])
})
