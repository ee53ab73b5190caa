import type { LocaleSource } from '@grove/i18n'
import type { ComponentType } from 'react'

/** One page for the phone. `path` comes after /m/:ws, e.g. `/c/:code`; `load` makes it a chunk of its own. */
export interface H5Page {
  readonly path: string
  readonly load: () => Promise<{ default: ComponentType }>
}

/** What a module adds to the member pages. Its words are fetched with its first page, in the language of the reader only. */
export interface H5Module {
  readonly name: string
  readonly pages: readonly H5Page[]
  /** `{ zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }`, more than one where a page uses widgets of another module. */
  readonly words: readonly LocaleSource[]
}

/** The registration seam: `modules/<m>/h5/index.tsx` exports one of these, apps/h5/modules.ts lists it. */
export function defineH5(spec: H5Module): H5Module {
  return spec
}
