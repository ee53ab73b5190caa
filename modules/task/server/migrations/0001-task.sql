-- Work for people. A playbook's task is unique by its touch; run_id, community_id and member_id are 0 where there is none.
create table task (
  workspace_id bigint not null,
  id bigint generated always as identity,
  source smallint not null,
  run_id bigint not null default 0,
  step_id bigint not null default 0,
  occurrence bigint not null default 0,
  community_id bigint not null default 0,
  member_id bigint not null default 0,
  kind text not null,
  state text not null,
  title jsonb not null,
  body jsonb,
  why text,
  options jsonb not null,
  assignee_staff_id bigint,
  role text,
  due_at timestamptz not null,
  expires_at timestamptz,
  outcome text,
  note text,
  done_by bigint,
  done_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index task_touch on task (workspace_id, source, run_id, step_id, occurrence, community_id, member_id) where source <> 2;
create index task_open on task (workspace_id, due_at, id) where state = 'open';
create index task_expiry on task (workspace_id, expires_at) where state = 'open' and expires_at is not null;
create index task_assignee on task (workspace_id, assignee_staff_id, id);
create index task_community on task (workspace_id, community_id, id);
create index task_closed on task (workspace_id, done_at) where done_at is not null;

-- What staff are told; the bell.
create table notice (
  workspace_id bigint not null,
  staff_id bigint not null,
  id bigint generated always as identity,
  title jsonb not null,
  href text,
  at timestamptz not null,
  read_at timestamptz,
  dedupe text,
  primary key (workspace_id, staff_id, id)
);
create unique index notice_once on notice (workspace_id, staff_id, dedupe) where dedupe is not null;
