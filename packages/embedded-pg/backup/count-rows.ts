const NEWLINE = 10

/** Rows in a piece of COPY text: a row is a line, and line breaks inside values are written as \n. */
export function countRows(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++
  return count
}
