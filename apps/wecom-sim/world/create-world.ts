import { createHash } from 'node:crypto'
import { newHex } from './new-id.ts'
import type { Corp, CorpApp, World } from './world.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A company with one self-built app, its root department, and nobody in it. */
export function createWorld(seed: string): World {
  const world: World = {
    seed,
    drawn: {},
    sequence: 0,
    corp: newCorp(),
    apps: new Map(),
    departments: new Map([[1, { id: 1, name: '群林演示', parentId: 0, order: 1 }]]),
    employees: new Map(),
    customers: new Map(),
    follows: new Map(),
    followers: new Map(),
    tagGroups: new Map(),
    groups: new Map(),
    contactWays: new Map(),
    joinWays: new Map(),
    links: new Map(),
    welcomeTemplates: new Map(),
    massTasks: new Map(),
    received: new Map(),
    moments: new Map(),
    media: new Map(),
    welcomeCodes: new Map(),
    tokens: new Map(),
    tickets: new Map(),
    loginCodes: new Map(),
    transfers: new Map(),
    handovers: new Map(),
    resigned: [],
    appMessages: [],
    appChats: new Map(),
    robots: new Map(),
    talks: new Map(),
    behaviour: new Map(),
  }
  world.corp.id = `ww${newHex(world, 'corp', 16)}`
  const app = newApp(world, 1000002, '群林')
  world.apps.set(app.agentId, app)
  return world
}

function newCorp(): Corp {
  return {
    id: '',
    name: '群林演示',
    bound: true,
    massRule: 'month_days',
    scanLimit: 200,
    groupLimit: 500,
    customersPerEmployee: 20_000,
    ways: 500_000,
    acquisition: { total: 1000, balance: 1000 },
  }
}

export function newApp(world: World, agentId: number, name: string): CorpApp {
  return {
    agentId,
    name,
    secret: secretText(world, `secret${agentId}`, 43),
    visible: null,
    trustedIps: null,
    contacts: true,
    disabled: false,
    callback: null,
  }
}

/** What the admin console would draw for an app's callback: the same each time, so that it can be told to Grove before the address is known. */
export const callbackKeys = ({ seed }: World, agentId: number): { token: string; aesKey: string } => ({
  token: lettersOf(`${seed}/callback-token/${agentId}`, 24),
  aesKey: lettersOf(`${seed}/callback-key/${agentId}`, 43),
})

const lettersOf = (name: string, length: number) =>
  Array.from(createHash('sha512').update(name).digest().subarray(0, length), (byte) => letters[byte % 62]).join('')

/** Letters and digits for secrets of a world: the same for the same seed. */
function secretText(world: World, stream: string, length: number): string {
  const hex = newHex(world, stream, length * 2)
  return Array.from({ length }, (_, at) => letters[Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16) % 62]).join('')
}
