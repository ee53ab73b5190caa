import { givenTime } from './given-time.mjs'
import { noQueryInLoop } from './no-query-in-loop.mjs'
import { sqlText } from './sql-text.mjs'

/** Rules of this house that no ready-made linter knows; .oxlintrc.json says where each applies. */
export default {
  meta: { name: 'grove' },
  rules: { 'given-time': givenTime, 'no-query-in-loop': noQueryInLoop, 'sql-text': sqlText },
}
