import pg from 'pg'
import { codeOf, embeddedPgErrors, messageOf } from '../errors.ts'

// The same text for the same value on every server; and a table whose rows a policy would hide fails loudly instead of being left out.
const SETTINGS = `set client_encoding to 'UTF8'; set datestyle to 'ISO, YMD'; set intervalstyle to 'iso_8601'; set timezone to 'UTC';
  set extra_float_digits to 1; set bytea_output to 'hex'; set row_security to off;
  set statement_timeout to 0; set lock_timeout to 0; set idle_in_transaction_session_timeout to 0`

/** pg has this; its type declarations do not. */
interface Connected {
  readonly connection: { readonly stream: { destroy(): void } }
}

/** One connection for a backup or restore; whatever was not committed is rolled back at its end. */
export async function inSession<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(SETTINGS)
    const result = await work(client)
    await client.end()
    return result
  } catch (error) {
    // Not politely: the server may be in the middle of a COPY that nobody reads any more.
    const { connection } = client as unknown as Connected
    connection.stream.destroy()
    if (codeOf(error) === '42501') throw embeddedPgErrors.rights_needed({ detail: messageOf(error) })
    if (codeOf(error) === '53100') throw embeddedPgErrors.disk_full({ folder: new URL(url).host })
    throw error
  }
}
