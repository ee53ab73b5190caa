export * from './open-live-sockets.ts'
