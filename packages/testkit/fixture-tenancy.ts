import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineModule, type ModuleSpec } from '@grove/kernel/server'

/** The least a kit's own test needs of workspaces, so that kits need not import a module. */
export function tenancyFixture(): ModuleSpec {
  return defineModule({ name: 'tenancy', tier: 0, rights: {}, api: [], migrations: migrationFolder({ '0001-tenancy': TENANCY }) })
}

/** Migrations written for one test. Keys are file names without `.sql`. */
export function migrationFolder(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'grove-migrations-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.sql`), text)
  return pathToFileURL(`${folder}/`)
}

const TENANCY = `
create table workspace (
  id bigint generated always as identity primary key, public_key text not null unique, name text not null,
  zone text not null, locale text not null, asleep boolean not null default false, created_at timestamptz not null);
comment on table workspace is 'global: fixture';
create table note (
  workspace_id bigint not null references workspace (id), id bigint generated always as identity, body text not null,
  primary key (workspace_id, id));
`
