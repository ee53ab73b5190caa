import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { sqlTexts, workspaceScopeFence } from './workspace-scope.mjs'

const tables = `
  create table tag (workspace_id bigint not null, id bigint, primary key (workspace_id, id));
  create table account (id bigint primary key);
  comment on table account is 'global: small';`
const check = (code) =>
  workspaceScopeFence.check(inlineRepository({ 'modules/tag/server/migrations/0001-tag.sql': tables, 'modules/tag/server/store.ts': code }))
const tagged = (text) => `const rows = sql\`${text}\``

describe('workspace scope', () => {
  it('refuses a statement on a table of workspaces that names none', () => {
    expect(check(`\n${tagged('select id from tag where id = ${id}')}`)).toEqual([
      expect.stringContaining('modules/tag/server/store.ts:2: a statement on tag without workspace_id'),
    ])
    expect(check(tagged('update tag set id = 1'))).toHaveLength(1)
    expect(check(tagged('with a as (select 1) delete from tag using a'))).toHaveLength(1)
    expect(check(tagged('select 1 from account a join tag t on true'))).toHaveLength(1)
    expect(check(tagged('insert into tag (id) values (${id})'))).toHaveLength(1)
  })

  it('lets scoped ones, global tables and parts of statements pass', () => {
    expect(check(tagged('select id from tag where workspace_id = ${ctx.workspaceId}'))).toEqual([])
    expect(check(tagged('select id from tag where ${wanted ? sql`workspace_id = ${one({ id: `x${1}` })}` : empty} and id = 1'))).toEqual([])
    expect(check(tagged('select id from tag where ${matching(ctx)} and id = 1'))).toEqual([])
    expect(check(tagged('select /* of all workspaces */ min(id) from tag'))).toEqual([])
    expect(check(tagged('select id from account'))).toEqual([])
    expect(check(tagged('exists (select 1 from tag)'))).toEqual([])
  })

  it('reads templates within templates', () => {
    const source = 'a(sql`one ${b({ c: sql`two ${`three }`}` })} four`, sql`five`)'
    expect(sqlTexts(source).map(({ sql }) => sql)).toEqual(['one ${b({ c: sql`two ${`three }`}` })} four', 'five'])
  })
})
