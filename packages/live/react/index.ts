export * from './use-live-line.ts'
