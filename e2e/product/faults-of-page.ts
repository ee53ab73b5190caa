import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, ImpactValue } from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const grave: readonly ImpactValue[] = ['serious', 'critical']

/** What axe holds against a page, one line each: rule, place, and what to do. Only what keeps somebody out. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Colours on their way from one to another are nobody's to read.
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important; animation: none !important; }' })
  await page.evaluate(source)
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ resultTypes: ['violations'] }),
  )
  return results.violations
    .filter(({ impact }) => impact && grave.includes(impact))
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim()}`),
    )
}

/** Chinese words on a page, outside of what is marked as Chinese. */
export async function chineseOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || parent.closest('[lang^="zh"], script, style, noscript')) continue
      if (/\p{Script=Han}/u.test(node.textContent ?? '')) words.push((node.textContent ?? '').trim().slice(0, 60))
    }
    return words
  })
}

/** Waits until a page shows its content: words loaded, nothing grey left. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, [role="alert"]').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin-spinning, .ant-btn-loading, [aria-busy="true"]'))
}
