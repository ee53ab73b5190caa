export * from './no-foreign-words.ts'
export * from './render-page.tsx'
