import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { encode } from 'uqr'
import type { CertificateDesign } from '../contract/index.ts'
import { shownNumber, wrapText } from '../domain/certificate-words.ts'
import { lineOf, type Shape, widthOf } from './lettering.ts'

/** A4 across, in points of the picture; the PDF is scaled to the paper. */
const WIDTH = 1123
const HEIGHT = 794
const PAPER = { width: 841.89, height: 595.28 }
const BODY = { size: 27, lead: 48, width: 820 }

export interface Certificate {
  readonly design: CertificateDesign
  readonly name: string
  readonly text: string
  readonly issuedOn: string
  readonly number: string
  readonly url: string
  /** Pictures as PNG. */
  readonly logo: Buffer | null
  readonly seal: Buffer | null
}

interface Picture {
  readonly png: Buffer
  readonly x: number
  readonly y: number
  readonly side: number
}
interface Art {
  readonly colour: string
  readonly dark: readonly Shape[]
  readonly tinted: readonly Shape[]
  /** Modules of the code that leads to the page which verifies it, as one path. */
  readonly code: string
  readonly pictures: readonly Picture[]
}

function artOf({ design, name, text, issuedOn, number, url, logo, seal }: Certificate): Art {
  const lines = wrapText(text, (part) => widthOf(part, BODY.size), BODY.width)
  const top = 400 - (lines.length * BODY.lead) / 2 + BODY.lead
  const right = { x: 985, size: 22, align: 'right' } as const
  return {
    colour: design.colour,
    tinted: lineOf(design.title, { x: WIDTH / 2, y: 185, size: 66, weight: 'Bold', align: 'middle' }),
    dark: [
      ...lineOf(name, { x: WIDTH / 2, y: 290, size: 44, weight: 'Bold', align: 'middle' }),
      ...lines.flatMap((line, at) => lineOf(line, { x: WIDTH / 2, y: top + at * BODY.lead + 30, size: BODY.size, align: 'middle' })),
      ...lineOf(design.issuer, { ...right, y: 628, weight: 'Bold' }),
      ...lineOf(issuedOn, { ...right, y: 664 }),
      ...lineOf(shownNumber(number), { x: 238, y: 664, size: 20 }),
    ],
    code: codePath(url, { x: 130, y: 580, side: 92 }),
    pictures: [...(logo ? [{ png: logo, x: 110, y: 90, side: 84 }] : []), ...(seal ? [{ png: seal, x: 800, y: 545, side: 130 }] : [])],
  }
}

function codePath(url: string, at: { x: number; y: number; side: number }): string {
  const { data, size } = encode(url, { border: 0 })
  const side = at.side / size
  const round = (value: number) => value.toFixed(2)
  return data
    .flatMap((row, y) =>
      row.flatMap((on, x) =>
        on ? `M${round(at.x + x * side)} ${round(at.y + y * side)}h${round(side)}v${round(side)}h-${round(side)}z` : [],
      ),
    )
    .join('')
}

/** 1,123 × 794 pixels. Everything in it is outlines and two pictures of ours: nothing is fetched, nothing depends on the machine's fonts. */
export function certificatePng(certificate: Certificate): Promise<Buffer> {
  const { colour, dark, tinted, code, pictures } = artOf(certificate)
  const letters = (shapes: readonly Shape[]) =>
    shapes
      .map(({ path, x, y, scale }) => `<path transform="translate(${x.toFixed(2)} ${y}) scale(${scale} ${-scale})" d="${path}"/>`)
      .join('')
  const images = pictures.map(
    ({ png, x, y, side }) =>
      `<image x="${x}" y="${y}" width="${side}" height="${side}" href="data:image/png;base64,${png.toString('base64')}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fffdf8"/>
<rect x="36" y="36" width="1051" height="722" fill="none" stroke="${colour}" stroke-width="5"/>
<rect x="50" y="50" width="1023" height="694" fill="none" stroke="${colour}" stroke-width="1.5"/>
${images.join('')}<g fill="${colour}">${letters(tinted)}</g><g fill="#26221c">${letters(dark)}</g><path fill="#26221c" d="${code}"/></svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 6 }).toBuffer()
}

/** One page of A4 across, drawn with the same outlines. */
export async function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const { colour, dark, tinted, code, pictures } = artOf(certificate)
  const pdf = new PDFDocument({
    size: [PAPER.width, PAPER.height],
    margin: 0,
    info: { Title: certificate.design.title, Subject: shownNumber(certificate.number) },
  })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const whole = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(parts))))
  pdf.scale(PAPER.width / WIDTH, PAPER.height / HEIGHT)
  pdf.rect(0, 0, WIDTH, HEIGHT).fill('#fffdf8')
  pdf.lineWidth(5).rect(36, 36, 1051, 722).stroke(colour)
  pdf.lineWidth(1.5).rect(50, 50, 1023, 694).stroke(colour)
  for (const { png, x, y, side } of pictures) pdf.image(png, x, y, { fit: [side, side] })
  for (const [shapes, fill] of [
    [tinted, colour],
    [dark, '#26221c'],
  ] as const)
    for (const { path, x, y, scale } of shapes) {
      if (path === '') continue
      pdf.save().transform(scale, 0, 0, -scale, x, y).path(path).fill(fill).restore()
    }
  pdf.path(code).fill('#26221c')
  pdf.end()
  return whole
}
