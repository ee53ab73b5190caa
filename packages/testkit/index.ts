export * from './clock.ts'
export * from './fixture-tenancy.ts'
export * from './settle.ts'
export * from './test-app.ts'
