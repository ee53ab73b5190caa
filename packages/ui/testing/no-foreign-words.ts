const han = /[\u4e00-\u9fff]/
const key = /\b(?:ui|shell|error)\.[a-z][\w.-]+/

/** Texts on screen that are in the wrong language or are keys without words: Han characters on an English screen, bare English sentences on a Chinese one. */
export function foreignWords(root: HTMLElement, locale: 'zh' | 'en', allowed: readonly string[] = []): readonly string[] {
  const texts: string[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement?.closest('script,style,svg,code,[lang]')
    if (!inside) texts.push(node.textContent ?? '')
  }
  for (const element of root.querySelectorAll('[aria-label],[placeholder],[title]')) {
    for (const name of ['aria-label', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '')
  }
  const icons = new Set([...root.querySelectorAll('[role=img][aria-label]')].map((icon) => icon.getAttribute('aria-label') ?? ''))
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '' && !icons.has(text) && !allowed.some((part) => text.includes(part)))
    .filter((text) => key.test(text) || (locale === 'en' ? han.test(text) : /[a-z]{3,} [a-z]{2,}/i.test(text) && !han.test(text)))
}
