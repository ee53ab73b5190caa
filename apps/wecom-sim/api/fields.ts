import { Refusal, type RefusalCode } from './refusal.ts'

/** A request body: unknown fields are ignored, wrong kinds refused. Empty text and null count as absent, as the platform does. */
export class Fields {
  private readonly raw: Readonly<Record<string, unknown>>

  constructor(raw: Readonly<Record<string, unknown>>) {
    this.raw = raw
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null
  }

  text(name: string, missing: RefusalCode = 40063): string {
    const value = this.optional(name)
    if (value === '') throw new Refusal(missing)
    return value
  }

  /** '' when absent. */
  optional(name: string, most?: number, tooLong: RefusalCode = 40058): string {
    const value = this.raw[name] ?? ''
    if (typeof value !== 'string') throw new Refusal(40058)
    if (most !== undefined && [...value].length > most) throw new Refusal(tooLong)
    return value
  }

  whole(name: string, fallback?: number, missing: RefusalCode = 40063): number {
    const value = this.raw[name] ?? fallback
    if (value === undefined) throw new Refusal(missing)
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Refusal(40058)
    return number
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw[name] ?? fallback
    if (value === 0 || value === 1) return value === 1
    if (typeof value !== 'boolean') throw new Refusal(40058)
    return value
  }

  texts(name: string): string[] {
    const value = this.raw[name] ?? []
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw new Refusal(40058)
    return value as string[]
  }

  numbers(name: string): number[] {
    const value = this.raw[name] ?? []
    if (!Array.isArray(value) || value.some((one) => !Number.isSafeInteger(one))) throw new Refusal(40058)
    return value as number[]
  }

  object(name: string): Fields | undefined {
    const value = this.raw[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'object' || Array.isArray(value)) throw new Refusal(40058)
    return new Fields(value as Record<string, unknown>)
  }

  objects(name: string): Fields[] {
    const value = this.raw[name] ?? []
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'object' || one === null)) throw new Refusal(40058)
    return (value as Record<string, unknown>[]).map((one) => new Fields(one))
  }

  plain(): Record<string, unknown> {
    return { ...this.raw }
  }
}

/** Bytes of a text as the platform counts them. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')
