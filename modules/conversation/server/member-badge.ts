import sql from 'sql-template-tag'

/** Badge of a member: aliases `p` (member) and `s` (membership, may be absent). Colleagues of ours and ambience helpers are always told apart. */
export const memberBadge = sql`case when p.kind = 'ambience' or s.role = 'ambience' then 'ambience'
  when p.kind = 'staff' or s.role = 'staff' then 'official' when s.role in ('duty', 'kol') then s.role end`
