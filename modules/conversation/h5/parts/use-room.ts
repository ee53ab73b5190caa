import { onWake, webSocketTo } from '@grove/live/line'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { RoomStore, RoomStoreOptions } from './room-store.ts'
import { createRoomStore } from './room-store.ts'

/** What tells a member's room from a staff member's: where the socket is and how pages and pictures are fetched. */
export interface RoomSource extends Pick<RoomStoreOptions, 'readOlder' | 'upload'> {
  /** Query of /ws/room. */
  readonly query: string
}

/** Opens the room for as long as the page stands, and looks at once when the phone wakes or the network is back. */
export function useRoom(source: RoomSource): RoomStore {
  const [store] = useState(() =>
    createRoomStore({ open: webSocketTo(`/ws/room?${source.query}`), readOlder: source.readOlder, upload: source.upload }),
  )
  useEffect(() => {
    const still = onWake(() => store.poke())
    return () => {
      still()
      store.close()
    }
  }, [store])
  return store
}

export function useRoomState(store: RoomStore) {
  return useSyncExternalStore(store.subscribe, store.get)
}
