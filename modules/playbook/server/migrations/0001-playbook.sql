create table playbook (
  workspace_id bigint not null,
  id bigint generated always as identity,
  key text not null,
  title jsonb not null,
  -- built_in: shipped with Grove; own: written or changed here.
  source text not null check (source in ('built_in', 'own')),
  community_types text[] not null default '{}',
  -- The text being written; null when it equals the newest version.
  draft text,
  draft_at timestamptz,
  draft_by bigint,
  latest_version int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

create table playbook_version (
  workspace_id bigint not null,
  id bigint generated always as identity,
  playbook_id bigint not null,
  number int not null,
  text text not null,
  definition jsonb not null,
  note text not null default '',
  created_by bigint,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, playbook_id, number),
  foreign key (workspace_id, playbook_id) references playbook (workspace_id, id) on delete cascade
);

-- A step keeps its number through all versions: touches and counts hang on it.
create table playbook_step (
  workspace_id bigint not null,
  id bigint generated always as identity,
  playbook_id bigint not null,
  key text not null,
  primary key (workspace_id, id),
  unique (workspace_id, playbook_id, key),
  foreign key (workspace_id, playbook_id) references playbook (workspace_id, id) on delete cascade
);

create table playbook_run (
  workspace_id bigint not null,
  id bigint generated always as identity,
  playbook_id bigint not null,
  version_id bigint not null,
  community_id bigint not null,
  state text not null check (state in ('active', 'paused', 'stopped', 'done')),
  start_day date not null,
  start_at timestamptz not null,
  zone text not null,
  params jsonb not null default '{}',
  -- Changes of this run only, in order: skipped steps, shifted days, other times or texts.
  amendments jsonb not null default '[]',
  end_reason text,
  paused_at timestamptz,
  started_by bigint,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, playbook_id) references playbook (workspace_id, id),
  foreign key (workspace_id, version_id) references playbook_version (workspace_id, id)
);
create index playbook_run_of on playbook_run (workspace_id, playbook_id, id);
create index playbook_run_in on playbook_run (workspace_id, community_id, id);
create index playbook_run_state on playbook_run (workspace_id, state, id);

-- member_id 0 is the community's own track. Rows are narrow and few indexes hang on them: a hundred thousand move at once.
create table playbook_track (
  workspace_id bigint not null,
  run_id bigint not null,
  member_id bigint not null,
  -- 1 active, 2 done, 3 resting (its run is paused or over)
  state smallint not null default 1,
  anchor_day date not null,
  anchor_at timestamptz not null,
  done_until timestamptz not null,
  due_at timestamptz,
  pending jsonb,
  primary key (workspace_id, run_id, member_id),
  foreign key (workspace_id, run_id) references playbook_run (workspace_id, id) on delete cascade
) with (fillfactor = 60);
create index playbook_track_due on playbook_track (workspace_id, due_at) where state = 1 and due_at is not null;
create index playbook_track_member on playbook_track (workspace_id, member_id) where member_id > 0;

-- What a step did, counted: one row for each way it ended.
create table playbook_step_count (
  workspace_id bigint not null,
  run_id bigint not null,
  step_id bigint not null,
  occurrence bigint not null,
  -- '' when the step has no variants
  variant text not null,
  -- acted, missed, skipped, asked
  ending text not null,
  reason text not null default '',
  members int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace_id, run_id, step_id, occurrence, variant, ending, reason),
  foreign key (workspace_id, run_id) references playbook_run (workspace_id, id) on delete cascade
);

-- Lint rules a team has switched off, with who and why.
create table playbook_lint_off (
  workspace_id bigint not null,
  rule text not null,
  reason text not null default '',
  by bigint,
  at timestamptz not null,
  primary key (workspace_id, rule)
);
