import { existsSync } from 'node:fs'
import type { PlaywrightTestConfig } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = [process.env['CHROME_PATH'], ...installed].find((path) => path && existsSync(path))

/** A Chromium that talks to nobody but the product, with a Chinese reader in Shanghai before it. */
export const reader: NonNullable<PlaywrightTestConfig['use']> = {
  browserName: 'chromium',
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1280, height: 800 },
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
}

/** A phone in a thumb's hand. */
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
