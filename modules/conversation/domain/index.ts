export * from './touch-key.ts'
export * from './touch-limits.ts'
