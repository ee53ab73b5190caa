export * from './channel.ts'
export * from './live.ts'
