import type { Locale } from '@grove/kernel/contract'
import type { FormTemplate } from '../contract/index.ts'
import { templatesEn } from './template-en.ts'
import { templatesZh } from './template-zh.ts'

/** Forms to start from. A playbook that names one of their keys finds it made where nobody made it yet. */
export function formTemplates(locale: Locale): readonly FormTemplate[] {
  return locale === 'zh' ? templatesZh : templatesEn
}
