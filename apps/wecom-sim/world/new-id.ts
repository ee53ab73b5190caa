import { hash32, mix } from './chance.ts'
import type { World } from './world.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Looks like an id of the platform: the kind's prefix, then letters that say nothing, `length` characters in all. */
export function newId(world: World, prefix: string, length = 32): string {
  const count = (world.drawn[`id:${prefix}`] = (world.drawn[`id:${prefix}`] ?? 0) + 1)
  let state = hash32(`${world.seed}/${prefix}`) ^ Math.imul(count, 0x9e3779b1)
  let id = prefix
  while (id.length < length - 6) {
    state = mix(state + 0x6d2b79f5)
    let rest = state
    for (let at = 0; at < 5 && id.length < length - 6; at += 1) {
      id += letters[rest % 62]
      rest = Math.floor(rest / 62)
    }
  }
  // The counter itself keeps ids apart whatever the hash does.
  return id + count.toString(36).padStart(6, '0').toUpperCase()
}

export function newHex(world: World, stream: string, length = 32): string {
  const count = (world.drawn[`hex:${stream}`] = (world.drawn[`hex:${stream}`] ?? 0) + 1)
  let state = hash32(`${world.seed}/${stream}/${count}`)
  let hex = ''
  while (hex.length < length) hex += (state = mix(state + 0x6d2b79f5)).toString(16).padStart(8, '0')
  return hex.slice(0, length)
}
