import type { OpenSocket } from './keep-line.ts'

/** Opens the browser's socket to a path of the server that the page came from. */
export const webSocketTo =
  (path: string): OpenSocket =>
  (handlers) => {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`)
    socket.onmessage = (event) => handlers.message(event.data)
    socket.onclose = (event) => handlers.close(event.code)
    return socket
  }

/** Calls when the phone wakes, the page comes to the front or the network is back. Answers how to stop it. */
export function onWake(look: () => void): () => void {
  const seen = () => document.visibilityState !== 'hidden' && look()
  addEventListener('online', seen)
  addEventListener('pageshow', seen)
  document.addEventListener('visibilitychange', seen)
  return () => {
    removeEventListener('online', seen)
    removeEventListener('pageshow', seen)
    document.removeEventListener('visibilitychange', seen)
  }
}
