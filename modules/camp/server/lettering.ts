import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as fontkit from 'fontkit'

type Weight = 'Regular' | 'Bold'
const fonts = new Map<Weight, fontkit.Font>()

/** Noto Sans Hans from its package: nothing of what a machine has installed, so a certificate looks the same everywhere. */
function fontOf(weight: Weight): fontkit.Font {
  const known = fonts.get(weight)
  if (known) return known
  const folder = dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'))
  const font = fontkit.create(readFileSync(join(folder, '..', 'fonts', `NotoSansHans-${weight}.otf`))) as fontkit.Font
  fonts.set(weight, font)
  return font
}

/** Whether every character has a shape of its own in the font. */
export const hasAllShapes = (text: string): boolean =>
  [...text].every((sign) => fontOf('Regular').hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))

const glyphs = (text: string, weight: Weight) => [...text].map((sign) => fontOf(weight).glyphForCodePoint(sign.codePointAt(0) ?? 0))

export function widthOf(text: string, size: number, weight: Weight = 'Regular'): number {
  return (glyphs(text, weight).reduce((sum, glyph) => sum + glyph.advanceWidth, 0) * size) / fontOf(weight).unitsPerEm
}

/** A letter as the outline it is drawn by, with where it stands: pictures and PDFs need no font then. */
export interface Shape {
  readonly path: string
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** A line of text whose baseline is at `y`; `x` is its left end, its middle or its right end. */
export function lineOf(
  text: string,
  at: { x: number; y: number; size: number; weight?: Weight; align?: 'left' | 'middle' | 'right' },
): Shape[] {
  const weight = at.weight ?? 'Regular'
  const scale = at.size / fontOf(weight).unitsPerEm
  const width = widthOf(text, at.size, weight)
  let x = at.align === 'middle' ? at.x - width / 2 : at.align === 'right' ? at.x - width : at.x
  return glyphs(text, weight).map((glyph) => {
    const shape = { path: glyph.path.toSVG(), x, y: at.y, scale }
    x += glyph.advanceWidth * scale
    return shape
  })
}
