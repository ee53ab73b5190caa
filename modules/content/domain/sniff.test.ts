import { expect, test } from 'vitest'
import { acceptedFormats, sniff } from './sniff.ts'

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test.each([
  ['', null],
  ['hello world, this is text', null],
  ['%PDF-1.7 ............', null],
  ['<html><body>hi</body></html>', null],
  ['\0\0\0\x20ftypisom....', null],
])('%j is no picture', (text, format) => {
  expect(sniff(bytes(text))).toBe(format)
})

test.each([
  ['\0\0\0\x18ftypheic', 'heic'],
  ['<?xml version="1.0"?><svg onload="alert(1)">', 'svg'],
  ['  <svg xmlns="x">', 'svg'],
  ['II*\0....', 'tiff'],
  ['BM..........', 'bmp'],
])('%j is %s, and refused', (text, format) => {
  expect(sniff(bytes(text))).toBe(format)
  expect(acceptedFormats.has(format)).toBe(false)
})

test.each([
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['\x89PNG\r\n', 'png'],
  ['GIF89a', 'gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0\x1cftypavif', 'avif'],
])('%j is %s, and taken', (text, format) => {
  expect(sniff(bytes(text))).toBe(format)
  expect(acceptedFormats.has(format)).toBe(true)
})
