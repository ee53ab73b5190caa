/** Environment of the server's processes: ours without PG* variables (PGDATA, PGPORT … would redirect it), messages in English so that we can read them. */
export function serverEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG')
  return { ...Object.fromEntries(own), LC_ALL: 'C', ...extra }
}
