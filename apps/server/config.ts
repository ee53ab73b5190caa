import { resolve } from 'node:path'
import { z } from 'zod'

/** What part of the work this process does; one process does all unless told (house.md §6). */
export const processRole = z.enum(['all', 'web', 'worker', 'ingress'])
export type ProcessRole = z.infer<typeof processRole>

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATABASE_URL: z.string().optional(),
  GROVE_DATA: z.string().default('./data'),
  GROVE_URL: z.url().optional(),
  GROVE_ROLE: processRole.default('all'),
  GROVE_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Keeps the embedded PostgreSQL running after the server stops. */
  GROVE_KEEP_DATABASE: z.enum(['0', '1']).default('0'),
  /** Seals phones and e-mails with a key kept outside the database; unset, the secret in the database serves. */
  GROVE_KEY: z.string().min(32).optional(),
  /** Earlier keys, parted by commas, until `grove rotate-keys` has run. */
  GROVE_KEY_OLD: z.string().default(''),
  /** Test only: the clock starts here and is moved over HTTP. */
  GROVE_TEST_CLOCK: z.iso.datetime({ offset: true }).optional(),
})

export interface ServerConfig {
  readonly port: number
  readonly host: string
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly baseUrl: string
  readonly role: ProcessRole
  readonly logLevel: string
  readonly keepDatabase: boolean
  /** Current key first; empty: the secret of the installation. */
  readonly sealingKeys: readonly string[]
  readonly testClock: Date | undefined
}

/** @throws Error that names the variable and what it takes. */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[] = []): ServerConfig {
  const flags = Object.fromEntries(args.flatMap((arg) => (arg.startsWith('--role=') ? [['GROVE_ROLE', arg.slice(7)]] : [])))
  const parsed = environment.safeParse({ ...env, ...flags })
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`These settings can't be used:\n${lines.join('\n')}`)
  }
  const values = parsed.data
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL || undefined,
    dataDir: resolve(values.GROVE_DATA),
    baseUrl: (values.GROVE_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, ''),
    role: values.GROVE_ROLE,
    logLevel: values.GROVE_LOG,
    keepDatabase: values.GROVE_KEEP_DATABASE === '1',
    sealingKeys: [values.GROVE_KEY ?? '', ...values.GROVE_KEY_OLD.split(',')].map((key) => key.trim()).filter((key) => key !== ''),
    testClock: values.GROVE_TEST_CLOCK ? new Date(values.GROVE_TEST_CLOCK) : undefined,
  }
}

/** The ring of keys: the installation's own secret opens what was sealed before there was another. */
export function keyRing(config: Pick<ServerConfig, 'sealingKeys'>, secret: string): readonly string[] {
  return [...config.sealingKeys.filter((key) => key !== secret), secret]
}
