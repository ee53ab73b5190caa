-- The sum of a member's entries; the check is what "never negative" rests on.
create table points_balance (
  workspace_id bigint not null,
  member_id bigint not null,
  balance bigint not null check (balance >= 0),
  updated_at timestamptz not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index points_balance_rank on points_balance (workspace_id, balance, member_id);

-- Movements between a member and a counter account; never changed. reverses is 0 unless it undoes another.
create table points_entry (
  workspace_id bigint not null,
  id bigint generated always as identity,
  member_id bigint not null,
  amount bigint not null check (amount <> 0),
  counter text not null check (counter in ('issued', 'spent', 'adjusted')),
  reason text not null,
  detail jsonb not null,
  balance bigint not null check (balance >= 0),
  reverses bigint not null default 0,
  key text not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index points_entry_member on points_entry (workspace_id, member_id, id);
create index points_entry_reverses on points_entry (workspace_id, reverses) where reverses > 0;
