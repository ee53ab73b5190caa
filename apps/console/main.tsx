import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { consoles } from './modules.ts'
import { App } from './shell/app.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App consoles={consoles} />
    </StrictMode>,
  )
}
