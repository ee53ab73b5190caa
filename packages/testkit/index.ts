export * from './clock.ts'
export * from './fixture-tenancy.ts'
export * from './test-app.ts'
