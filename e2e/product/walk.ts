import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { chineseOn, faultsOf, settled } from './faults-of-page.ts'

/** What is wrong, by place. */
export type Faults = Record<string, readonly string[]>

/** A folder to keep a picture of each place in, for whoever wants to see what was walked. */
const pictures = process.env['GROVE_WALK_PICTURES']

export interface Walk {
  readonly locale: 'zh' | 'en'
  /** What people wrote is Chinese in every language: only the walk over an English world can tell words of ours from theirs. */
  readonly ownWordsOnly?: boolean
  readonly faults: Faults
}

/** Looks at what stands on the page now. */
export async function look(page: Page, name: string, { locale, ownWordsOnly, faults }: Walk): Promise<void> {
  if (pictures)
    await page.screenshot({
      path: join(pictures, `${locale}-${page.viewportSize()?.width}-${name.replaceAll(/[^\p{L}\d]+/gu, '-')}.png`),
      fullPage: true,
    })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  const left = locale === 'en' && !ownWordsOnly ? (await chineseOn(page)).map((words) => `Chinese: ${words}`) : []
  const found = [...(await faultsOf(page)), ...left, ...(wide > 1 ? [`wider than the screen by ${wide} px`] : [])]
  if (found.length > 0) faults[name] = found
}

/** Opens every tab but the first, which was looked at with the page. */
export async function lookBehindTabs(page: Page, path: string, walk: Walk): Promise<void> {
  const tabs = page.locator('.g-tabs, .side-tabs').first().getByRole('tab')
  for (let at = 1; at < (await tabs.count()); at++) {
    // Not a click: one beside the screen of a phone is swiped to, and a click there lands on whatever the bar jumps back to.
    await tabs.nth(at).dispatchEvent('click')
    await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true')
    await settled(page)
    await look(page, `${path} › ${await tabs.nth(at).innerText()}`, walk)
  }
}
