import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Waiting for what must appear costs nothing when it appears; a second is too short on a busy machine.
configure({ asyncUtilTimeout: 15_000 })
afterEach(() => cleanup())
