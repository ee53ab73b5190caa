import { dayOf } from '@grove/calendar'
import { type CompileScope, compilerOf, nullable, type Span } from '@grove/condition-kit/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type AttributeTests,
  attributeCondition,
  type ConditionField,
  dayBounds,
  folded,
  isConditionField,
  isRelative,
  yearlyBounds,
} from '../contract/index.ts'

/** Columns of the fields a condition may name. */
const COLUMNS: Readonly<Record<ConditionField, Sql>> = {
  gender: sql`m.gender`,
  ageBand: sql`m.age_band`,
  city: sql`m.city`,
  cityTier: sql`m.city_tier`,
  occupation: sql`m.occupation`,
  industry: sql`m.industry`,
  employer: sql`m.employer`,
  title: sql`m.title`,
  source: sql`m.source`,
}

export const attributeCompiler = compilerOf(attributeCondition, {
  compile: (asked, scope) => {
    const tests = [
      ...valueTests(asked),
      ...textTests(asked),
      ...numberTests(asked),
      ...dateTests(asked, dayOf(scope.now.getTime(), scope.zone)),
    ]
    return nullable(tests.length ? join(tests, ' and ') : sql`true`)
  },
  turned: (asked, scope, span) => (isRelative(asked) ? turnedDays(asked, scope, span) : null),
})

/** The value as text; null for numbers, yes/no and what is not filled in. */
function textOf(key: string): Sql {
  if (isConditionField(key)) return COLUMNS[key]
  return sql`(case when jsonb_typeof(m.attributes -> ${key}) = 'string' then m.attributes ->> ${key} end)`
}

function valueTests({ key, is, not, in: among, exists }: AttributeTests): Sql[] {
  if (isConditionField(key)) {
    const column = COLUMNS[key]
    const texts = (values: readonly unknown[]) => values.filter((one) => typeof one === 'string')
    return [
      ...(is === undefined ? [] : [typeof is === 'string' ? sql`${column} = ${is}` : sql`false`]),
      ...(not === undefined || typeof not !== 'string' ? [] : [sql`${column} is distinct from ${not}`]),
      ...(among === undefined ? [] : [sql`${column} = any(${texts(among)}::text[])`]),
      ...(exists === undefined ? [] : [exists ? sql`${column} is not null` : sql`${column} is null`]),
    ]
  }
  const value = sql`(m.attributes -> ${key})`
  return [
    ...(is === undefined ? [] : [sql`${value} = ${JSON.stringify(is)}::jsonb`]),
    ...(not === undefined ? [] : [sql`${value} is distinct from ${JSON.stringify(not)}::jsonb`]),
    ...(among === undefined ? [] : [sql`${value} = any(${among.map((one) => JSON.stringify(one))}::text[]::jsonb[])`]),
    ...(exists === undefined ? [] : [sql`(coalesce(jsonb_typeof(${value}), 'null') <> 'null') = ${exists}`]),
  ]
}

function textTests({ key, has, hasAll, contains, startsWith }: AttributeTests): Sql[] {
  const choices = sql`string_to_array(${textOf(key)}, ';')`
  const value = sql`lower(${textOf(key)} collate "C")`
  return [
    ...(has === undefined ? [] : [sql`${choices} && ${has}::text[]`]),
    ...(hasAll === undefined ? [] : [sql`${choices} @> ${hasAll}::text[]`]),
    ...(contains === undefined ? [] : [sql`strpos(${value}, ${folded(contains)}) > 0`]),
    ...(startsWith === undefined ? [] : [sql`starts_with(${value}, ${folded(startsWith)})`]),
  ]
}

function numberTests({ key, above, below, atLeast, atMost }: AttributeTests): Sql[] {
  const bounds: readonly (readonly [Sql, number | undefined])[] = [
    [sql`>`, above],
    [sql`<`, below],
    [sql`>=`, atLeast],
    [sql`<=`, atMost],
  ]
  return bounds.flatMap(([sign, limit]) => {
    if (limit === undefined) return []
    if (isConditionField(key)) return [sql`false`]
    return [
      sql`(case when jsonb_typeof(m.attributes -> ${key}) = 'number' then (m.attributes ->> ${key})::numeric ${sign} ${String(limit)}::numeric end)`,
    ]
  })
}

/** Days are compared as text: nothing that people type can make a date of it fail. */
function dateTests(asked: AttributeTests, today: string): Sql[] {
  if (!isRelative(asked) && asked.after === undefined && asked.before === undefined) return []
  const day = dayOfValue(asked.key)
  const bounds = dayBounds(asked, today).flatMap(({ from, to }) => [
    ...(from === undefined ? [] : [sql`${day} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${day} <= ${to}`]),
  ])
  const yearly = asked.yearly === undefined ? null : yearlyBounds(asked.yearly, today)
  if (yearly) {
    const date = sql`right(${day}, 5)`
    const glue = yearly.from <= yearly.to ? sql`and` : sql`or`
    bounds.push(sql`(${date} >= ${yearly.from} ${glue} ${date} <= ${yearly.to})`)
  }
  return [sql`${day} is not null`, ...bounds]
}

function dayOfValue(key: string): Sql {
  const value = textOf(key)
  return sql`(case when ${value} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then left(${value}, 10) end collate "C")`
}

/** Dates move against a calendar of days: nothing turns before the next local midnight, then whoever has such a date may have. */
function turnedDays({ key }: AttributeTests, scope: CompileScope, { from, to }: Span): Sql | null {
  if (dayOf(from.getTime(), scope.zone) === dayOf(to.getTime(), scope.zone)) return null
  return sql`select m.id from member m where m.workspace_id = ${scope.workspaceId} and ${dayOfValue(key)} is not null`
}
