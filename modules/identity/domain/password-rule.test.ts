import { expect, test } from 'vitest'
import { weaknessOf } from './password-rule.ts'

test.each([
  ['short', 'too_short'],
  ['密码密码密码', 'too_short'],
  ['1234567890', 'too_common'],
  ['abcdefghijkl', 'too_common'],
  ['aaaaaaaaaaaaa', 'too_common'],
  ['password123!', 'too_common'],
  ['Qwertyuiop2024', 'too_common'],
  ['lin.fang-2026!', 'contains_login'],
])('%s is refused: %s', (password, weakness) => {
  expect(weaknessOf(password, 'lin.fang@example.com')).toBe(weakness)
})

test.each(['correct horse battery', '春天种下一棵会唱歌的树', 'k7#mPq2vX9', 'password of my grandmother'])('%s will do', (password) => {
  expect(weaknessOf(password, 'lin.fang@example.com')).toBeUndefined()
})
