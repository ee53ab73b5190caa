export * from './keep-line.ts'
export * from './web-socket.ts'
