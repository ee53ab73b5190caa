import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Socket, SocketHandlers } from './room-line.ts'
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
    createRoomStore({ open: (handlers) => openSocket(source.query, handlers), readOlder: source.readOlder, upload: source.upload }),
  )
  useEffect(() => {
    const poke = () => document.visibilityState !== 'hidden' && store.poke()
    addEventListener('online', poke)
    addEventListener('pageshow', poke)
    document.addEventListener('visibilitychange', poke)
    return () => {
      removeEventListener('online', poke)
      removeEventListener('pageshow', poke)
      document.removeEventListener('visibilitychange', poke)
      store.close()
    }
  }, [store])
  return store
}

export function useRoomState(store: RoomStore) {
  return useSyncExternalStore(store.subscribe, store.get)
}

function openSocket(query: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(socketUrl(query))
  socket.onmessage = (event) => handlers.message(event.data)
  socket.onclose = (event) => handlers.close(event.code)
  return socket
}

function socketUrl(query: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/room?${query}`
}
