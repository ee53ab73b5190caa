create table installation (
  single boolean primary key default true check (single),
  secret text not null,
  made_at timestamptz not null,
  set_up_at timestamptz
);
comment on table installation is 'global: one row; the secret that signs cookies, and whether the first account was made';

create table workspace (
  id bigint generated always as identity primary key,
  public_key text not null unique,
  name text not null,
  zone text not null,
  locale text not null,
  demo boolean not null default false,
  sends_stopped boolean not null default false,
  sends_switched_at timestamptz,
  sends_reason text not null default '',
  sends_switched_by text,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);
comment on table workspace is 'global: small, read by every node';

create table account (
  id bigint generated always as identity primary key,
  login text not null unique,
  display_name text not null,
  password_hash text not null,
  locale text not null,
  password_changed_at timestamptz,
  created_at timestamptz not null
);
comment on table account is 'global: a person may be staff of several workspaces';

create table account_workspace (
  account_id bigint not null references account (id),
  workspace bigint not null references workspace (id),
  primary key (account_id, workspace)
);
comment on table account_workspace is 'global: where to look for the staff rows of an account';

create table session (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  account_id bigint not null references account (id),
  current_workspace bigint references workspace (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_account on session (account_id, last_seen_at desc);
create index session_expiry on session (expires_at);
comment on table session is 'global: signed-in browsers; the cookie itself is not stored';

create table sign_in_throttle (
  bucket text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
comment on table sign_in_throttle is 'global: bounded, as logins and addresses are hashed into a fixed number of buckets';

create table staff (
  workspace_id bigint not null references workspace (id),
  id bigint generated always as identity,
  account_id bigint not null references account (id),
  display_name text not null,
  role text not null,
  scope jsonb not null,
  active boolean not null default true,
  ambience boolean not null default false,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, account_id)
);

create table invitation (
  workspace_id bigint not null references workspace (id),
  id bigint generated always as identity,
  token_hash bytea not null,
  display_name text not null,
  role text not null,
  scope jsonb not null,
  invited_by bigint,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash)
);

create table right_override (
  workspace_id bigint not null references workspace (id),
  role text not null,
  right_name text not null,
  granted boolean not null,
  primary key (workspace_id, role, right_name)
);

create table api_key (
  workspace_id bigint not null references workspace (id),
  id bigint generated always as identity,
  name text not null,
  prefix text not null,
  key_hash bytea not null,
  rights text[] not null,
  created_by bigint,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key_hash)
);

create table audit (
  workspace_id bigint not null references workspace (id),
  id bigint generated always as identity,
  at timestamptz not null,
  actor jsonb not null,
  staff_id bigint,
  verb text not null,
  target_kind text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  request_id text,
  primary key (workspace_id, id)
);
create index audit_target on audit (workspace_id, target_kind, target_id, id);
create index audit_staff on audit (workspace_id, staff_id, id) where staff_id is not null;
create index audit_verb on audit (workspace_id, verb text_pattern_ops, id);

create table idempotency (
  workspace_id bigint not null references workspace (id),
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  body text,
  content_type text,
  created_at timestamptz not null,
  primary key (workspace_id, caller, key)
);
create index idempotency_age on idempotency (workspace_id, created_at);
