/**
 * Memory to write rows into that goes round: whoever has read it gives it back. New memory for each batch is what the collector is called for,
 * and on a thread that others wait for.
 */
export interface Room {
  take(bytes: number): Uint8Array<ArrayBuffer>
  give(memory: Uint8Array<ArrayBuffer>): void
}

const PIECES = 8
const LARGEST = 8 * 1024 * 1024

export function createRoom(): Room {
  const spare: Uint8Array<ArrayBuffer>[] = []
  return {
    take: (bytes) => {
      const at = spare.findIndex((one) => one.length >= bytes)
      return spare.splice(at, at < 0 ? 0 : 1)[0] ?? new Uint8Array(bytes)
    },
    give: ({ buffer }) => {
      if (spare.length < PIECES && buffer.byteLength <= LARGEST) spare.push(new Uint8Array(buffer))
    },
  }
}

/** For a single time. */
export const newRoom: Room = { take: (bytes) => new Uint8Array(bytes), give: () => undefined }
