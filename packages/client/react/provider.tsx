import { createContext, type ReactNode, useContext } from 'react'
import type { Client } from '../client.ts'

const Context = createContext<Client | undefined>(undefined)

export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <Context value={client}>{children}</Context>
}

export function useClient(): Client {
  const client = useContext(Context)
  if (!client) throw new Error('useClient needs a ClientProvider above it')
  return client
}
