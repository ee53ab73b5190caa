-- What a touch says, stored once for each different text (a step, a variant, a language).
create table content (
  workspace_id bigint not null,
  id bigint generated always as identity,
  hash text not null,
  body jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, hash)
);

-- Limits a playbook adds to the workspace's own; 0 on a send means none.
create table send_limit (
  workspace_id bigint not null,
  id bigint generated always as identity,
  hash text not null,
  body jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, hash)
);

-- One row a touch. States planned, held (a limit, until not_before) and retry are claimable; paused waits for an event. member_id 0 is the whole group; run_id is the playbook run, or the announcement of a manual send.
create table send (
  workspace_id bigint not null,
  id bigint generated always as identity,
  run_id bigint not null,
  step_id bigint not null,
  occurrence bigint not null,
  community_id bigint not null,
  member_id bigint not null,
  content_id bigint not null,
  limit_id bigint not null default 0,
  not_before timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  lease_until timestamptz,
  touch_day date,
  source smallint not null,
  priority smallint not null default 0,
  attempts smallint not null default 0,
  exempt boolean not null default false,
  state text not null,
  channel text not null,
  variant text,
  reason text,
  detail text,
  held_reason text,
  worker text,
  external_id text,
  primary key (workspace_id, id),
  constraint send_touch unique (workspace_id, source, run_id, step_id, occurrence, community_id, member_id)
);
alter table send set (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
create index send_due on send (workspace_id, channel, not_before, id) where state in ('planned', 'retry', 'held');
create index send_urgent on send (workspace_id, channel, not_before, id) where state in ('planned', 'retry', 'held') and priority > 0;
create index send_lease on send (workspace_id, channel, lease_until) where state = 'claimed';
create index send_attention on send (workspace_id, state, id) where state in ('needs_person', 'unknown', 'failed', 'refused');
create index send_community on send (workspace_id, community_id, id);
create index send_external on send (workspace_id, channel, external_id) where external_id is not null and state = 'needs_person';

-- Every attempt that did not simply succeed, and every decision of a person: the lineage of a send.
create table send_attempt (
  workspace_id bigint not null,
  send_id bigint not null,
  id bigint generated always as identity,
  at timestamptz not null,
  attempt smallint not null,
  outcome text not null,
  reason text,
  detail text,
  worker text,
  staff_id bigint,
  primary key (workspace_id, send_id, id),
  foreign key (workspace_id, send_id) references send (workspace_id, id) on delete cascade
);

-- Touches that count against the caps: kind 0 a group, 1 a member; day in the workspace's zone.
create table touch_count (
  workspace_id bigint not null,
  kind smallint not null,
  target_id bigint not null,
  day date not null,
  n int not null,
  primary key (workspace_id, kind, target_id, day)
);

create table touch_limit (
  workspace_id bigint not null,
  body jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id)
);

-- Runs and announcements whose sends may not leave now.
create table send_stop (
  workspace_id bigint not null,
  source smallint not null,
  run_id bigint not null,
  at timestamptz not null,
  primary key (workspace_id, source, run_id)
);

create table channel_account (
  workspace_id bigint not null,
  id bigint generated always as identity,
  kind text not null,
  name text not null,
  settings jsonb not null default '{}',
  state text not null default 'ok',
  state_note text,
  checked_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- Where a community lives inside its channel.
create table channel_group (
  workspace_id bigint not null,
  community_id bigint not null,
  account_id bigint not null,
  external_id text not null,
  primary key (workspace_id, community_id)
);

-- A message a person sends to groups or members, now or at a set time.
create table announcement (
  workspace_id bigint not null,
  id bigint generated always as identity,
  title text not null,
  content_id bigint not null,
  audience jsonb not null,
  at timestamptz not null,
  state text not null,
  planned int not null default 0,
  created_by bigint,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
