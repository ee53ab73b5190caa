import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Can } from '@grove/channel-kit/contract'
import { channelConformance } from '@grove/channel-kit/conformance'
import type { Ctx } from '@grove/kernel/server'
import { type EffectStore, folderStore, memoryStore, type RecordingOptions, recordingChannel } from './index.ts'

const ctx = { clock: { now: () => new Date('2026-11-01T01:00:00Z') } } as unknown as Ctx
const place = (member: boolean) => ({
  communityId: 3,
  group: { name: '露营群', externalId: null },
  member: member ? { id: 9, name: '小林', externalId: null } : null,
})

/** A place that is gone is a community the recording does not know: the script refuses its touches. */
async function open(store: EffectStore, can: Partial<Can>, close?: () => Promise<void>) {
  const known = new Set([3])
  const options: RecordingOptions = { store, can, places: (communityId) => known.has(communityId) }
  return {
    channel: recordingChannel(options),
    ctx,
    account: null,
    group: place(false),
    member: place(true),
    gone: { ...place(false), communityId: 404 },
    arrived: async (touch: string) => store.all().filter((effect) => effect.touch === touch).length,
    ...(close ? { close } : {}),
  }
}

channelConformance('recording', () => open(memoryStore(), {}))
channelConformance('recording that can only be asked', () => open(memoryStore(), { idempotentByTouch: false }))
channelConformance('recording in a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'grove-recording-'))
  return open(folderStore(folder), {}, async () => rmSync(folder, { recursive: true }))
})
