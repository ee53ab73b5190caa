import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrationsFence } from './migrations.mjs'
import { inlineRepository, openRepository } from './repository.mjs'

const path = 'modules/tag/server/migrations/0001-tag.sql'
const check = (text, more = {}) => migrationsFence.check(inlineRepository({ [path]: text, ...more }))
const scoped = (inside) => `create table tag (workspace_id bigint not null, ${inside});`

describe('migrations', () => {
  it.each([
    ['no workspace_id', 'create table tag (id bigint primary key);', 'no workspace_id'],
    ['a primary key without it', scoped('id bigint, primary key (id)'), 'primary key (id, …)'],
    ['a key in a column', scoped('id bigint primary key'), 'key of column id'],
    ['no primary key', scoped('id bigint'), 'no primary key'],
    ['a unique key without it', scoped('id bigint, primary key (workspace_id, id), unique (id)'), 'unique (id, …)'],
    ['a unique column', scoped('id bigint, name text unique, primary key (workspace_id, id)'), 'key of column name'],
    [
      'a foreign key without it',
      scoped('id bigint, primary key (workspace_id, id), foreign key (id) references other (id)'),
      'foreign key (id',
    ],
    ['a reference in a column', scoped('id bigint references other (id), primary key (workspace_id, id)'), 'key of column id'],
    [
      'a unique index without it',
      `${scoped('id bigint, primary key (workspace_id, id)')} create unique index tag_x on tag (lower(name));`,
      'unique index tag_x',
    ],
    ['a nullable scope', 'create table tag (workspace_id bigint, id bigint, primary key (workspace_id, id));', 'bigint not null'],
    ['a trigger', 'create trigger x before insert on tag execute function f();', 'triggers'],
    ['MERGE', 'merge into tag using other on true when matched then delete;', 'MERGE'],
    ['the database’s clock', scoped('id bigint, at timestamptz default now(), primary key (workspace_id, id)'), 'time and chance'],
    ['a time without zone', scoped('id bigint, at timestamp, primary key (workspace_id, id)'), 'timestamptz'],
    ['serial', scoped('id bigserial, primary key (workspace_id, id)'), 'serial'],
    ['select *', 'insert into tag select * from other;', 'select *'],
    ['a policy by hand', 'create policy p on tag using (true);', 'migration runner'],
  ])('refuses %s', (_what, text, message) => {
    expect(check(text)).toContainEqual(expect.stringContaining(message))
  })

  it('refuses gaps and names that say nothing', () => {
    expect(check('', { 'modules/tag/server/migrations/0003-more.sql': '' })).toEqual([expect.stringContaining('0002-')])
    expect(check('', { 'modules/tag/server/migrations/0002.sql': '' })).toHaveLength(1)
  })

  it('refuses a change of a released file', () => {
    const root = mkdtempSync(join(tmpdir(), 'grove-fence-'))
    const git = (...args) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root, stdio: 'pipe' })
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), scoped('id bigint, primary key (workspace_id, id)'))
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'one')
    expect(migrationsFence.check(openRepository(root))).toEqual([])
    git('tag', '-a', 'v1.0.0', '-m', 'one')
    writeFileSync(join(root, path), scoped('id bigint, name text, primary key (workspace_id, id)'))
    expect(migrationsFence.check(openRepository(root))).toEqual([expect.stringContaining('released in v1.0.0 and frozen')])
    rmSync(root, { recursive: true })
  })

  it('lets the rules pass, comments and strings included', () => {
    const text = `
      -- no trigger here; now() neither
      create table place (id bigint generated always as identity primary key, name text not null unique);
      comment on table place is 'global: small; merge into it by hand';
      create table tag (
        workspace_id bigint not null references place (id),
        id bigint generated always as identity,
        price numeric(10, 2) not null default 0,
        state text not null check (state in ('a', 'b')),
        primary key (workspace_id, id),
        foreign key (workspace_id, id) references other (workspace_id, id),
        foreign key (id) references place (id)
      );
      create unique index tag_state on tag (workspace_id, state) where price > 0;
      create function f() returns void language sql as $$ select 1; select 2; $$;`
    expect(check(text)).toEqual([])
  })
})
