const refusals = [
  [/\bselect\s+(?:distinct\s+)?(?:\w+\.)?\*(?!\s+from\s+\w+\s*\()/i, 'select * changes its meaning with the table: name the columns.'],
  [/\breturning\s+(?:\w+\.)?\*/i, 'returning * changes its meaning with the table: name the columns.'],
  [
    /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\s*\)/i,
    'The database has its own clock: pass ctx.clock.now().',
  ],
  [/\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b/i, 'The database has its own clock: pass ctx.clock.now().'],
  [/\b(?:random|gen_random_uuid)\s*\(/i, 'Chance in a statement does not replay: pass a value made from ctx.seed.'],
  [/\bmerge\s+into\b/i, 'MERGE does not run on a distributed PostgreSQL: use insert … on conflict.'],
  [/\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i, 'Triggers hide work and do not run on a distributed PostgreSQL.'],
]

/** What no statement under the `sql` tag may say. */
export const sqlText = {
  meta: { type: 'problem' },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (node.tag.name !== 'sql') return
      const text = node.quasi.quasis.map((part) => part.value.raw).join(' ? ')
      const bare = text.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''")
      for (const [pattern, message] of refusals) if (pattern.test(bare)) context.report({ node, message })
    },
  }),
}
