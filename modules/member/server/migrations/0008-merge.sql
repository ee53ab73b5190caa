-- Two records of one person made one. The loser's row stands in the trail until somebody undoes it.
create table member_merge (
  workspace_id bigint not null,
  id bigint generated always as identity,
  winner_id bigint not null,
  loser_id bigint not null,
  loser_name text not null,
  at timestamptz not null,
  by jsonb not null,
  undone_at timestamptz,
  primary key (workspace_id, id)
);
create index member_merge_winner on member_merge (workspace_id, winner_id, id);
create index member_merge_loser on member_merge (workspace_id, loser_id, id);

-- What a merge did, row by row, in order: moved (old values of what changed), changed (the same, of a row of the winner), dropped (the whole row).
create table member_merge_row (
  workspace_id bigint not null,
  merge_id bigint not null,
  entry int not null,
  position bigint generated always as identity,
  table_name text not null,
  action text not null check (action in ('moved', 'changed', 'dropped')),
  key jsonb not null,
  before jsonb not null,
  primary key (workspace_id, merge_id, entry, position),
  foreign key (workspace_id, merge_id) references member_merge (workspace_id, id) on delete cascade
);

-- Two records that may be one person, and why. first_id < second_id.
create table member_duplicate (
  workspace_id bigint not null,
  first_id bigint not null,
  second_id bigint not null,
  reasons text[] not null,
  score smallint not null,
  state text not null default 'open' check (state in ('open', 'dismissed')),
  found_at timestamptz not null,
  dismissed_by bigint,
  primary key (workspace_id, first_id, second_id),
  foreign key (workspace_id, first_id) references member (workspace_id, id) on delete cascade,
  foreign key (workspace_id, second_id) references member (workspace_id, id) on delete cascade
);
create index member_duplicate_open on member_duplicate (workspace_id, score, first_id, second_id) where state = 'open';
create index member_duplicate_second on member_duplicate (workspace_id, second_id);
