import '@grove/ui-h5/theme.css'
import { createRoot } from 'react-dom/client'
import { Shell } from './shell/shell.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<Shell />)
