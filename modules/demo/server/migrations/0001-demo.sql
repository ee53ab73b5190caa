create table demo_build (
  workspace_id bigint not null,
  account_id bigint,
  state text not null check (state in ('building', 'ready', 'failed')),
  day int not null,
  days int not null,
  -- The group that lives on while one looks.
  live_community_id bigint,
  updated_at timestamptz not null,
  primary key (workspace_id)
);
