import type { Message, Person, Thread } from '@grove/conversation/contract'
import { createContext, useContext } from 'react'
import type { RoomState, RoomStore } from './room-store.ts'

export interface PeoplePage {
  readonly items: readonly Person[]
  readonly next: string | null
}

/** What every part of the room needs. */
export interface RoomScene {
  readonly store: RoomStore
  readonly state: RoomState
  readonly thread: Thread
  readonly people: (text: string, cursor: string | null) => Promise<PeoplePage>
  readonly reply: (message: Message) => void
  readonly openMenu: (message: Message) => void
  readonly openPicture: (url: string) => void
  /** Runs an act and says in words when it failed. */
  readonly attempt: (act: Parameters<RoomStore['act']>[0], done?: string) => Promise<boolean>
}

export const RoomContext = createContext<RoomScene | null>(null)

export function useRoomScene(): RoomScene {
  const scene = useContext(RoomContext)
  if (!scene) throw new Error('a part of the room is used outside it')
  return scene
}
