-- A code that leads to people or groups of a platform. `draft` is what people set; `told` what the platform was told last, as a whole.
-- States: making (the platform has none yet), live, ended. `platform_name` is the only handle on it there.
create table code (
  workspace_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  kind text not null,
  name text not null,
  source text not null,
  state_key text not null,
  draft jsonb not null,
  state text not null,
  platform_name text,
  picture_url text,
  told jsonb,
  drift jsonb not null default '[]',
  drift_at timestamptz,
  seats int,
  fault text,
  attempts int not null default 0,
  checked_at timestamptz,
  due_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, state_key)
);
create index code_due on code (workspace_id, due_at) where state <> 'ended' or platform_name is not null;

-- Who came through a code, once for each person and whom or where it led to.
create table code_join (
  workspace_id bigint not null,
  id bigint generated always as identity,
  code_id bigint not null,
  channel text not null,
  external_id text not null,
  target text not null,
  at timestamptz not null,
  day date not null,
  primary key (workspace_id, id),
  unique (workspace_id, code_id, external_id, target)
);
create index code_join_day on code_join (workspace_id, code_id, day);
create index code_join_days on code_join (workspace_id, day);
create index code_join_of on code_join (workspace_id, code_id, id);
