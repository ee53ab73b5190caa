-- Tokens and tickets all processes share. The name is a hash of corp and secret.
create table wecom_token (
  name text not null,
  value text not null default '',
  expires_at timestamptz not null,
  lease_until timestamptz not null,
  primary key (name)
);
comment on table wecom_token is 'global: one token for a corp and secret, whichever workspaces use them';

-- Calls of the running minute and hour, counted for a corp and endpoint over all processes.
create table wecom_call (
  bucket text not null,
  minute_at timestamptz not null,
  minute_calls int not null,
  hour_at timestamptz not null,
  hour_calls int not null,
  blocked_until timestamptz not null,
  primary key (bucket)
);
comment on table wecom_call is 'global: the platform counts calls by corp, not by workspace';

-- Files as the platform keeps them, for three days.
create table wecom_media (
  workspace_id bigint not null,
  account_id bigint not null,
  key text not null,
  media_id text not null,
  made_at timestamptz not null,
  primary key (workspace_id, account_id, key)
);

-- What the platform told us, as it came, stored before it was answered. States: new, done, unrecognised, failed.
create table wecom_event (
  workspace_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  dedupe text not null,
  kind text not null,
  body text not null,
  received_at timestamptz not null,
  state text not null,
  attempts int not null default 0,
  due_at timestamptz not null,
  handled_at timestamptz,
  error text,
  primary key (workspace_id, id),
  unique (workspace_id, account_id, dedupe)
);
create index wecom_event_due on wecom_event (workspace_id, due_at, id) where state = 'new';
create index wecom_event_waiting on wecom_event (workspace_id, account_id, received_at) where state = 'new';
create index wecom_event_trouble on wecom_event (workspace_id, account_id, state, id) where state in ('unrecognised', 'failed');
create index wecom_event_of on wecom_event (workspace_id, account_id, id);

-- Codes to greet a new customer with, good for 20 seconds, once. States: new, asking, sent, refused, unknown, late.
create table wecom_welcome (
  workspace_id bigint not null,
  account_id bigint not null,
  code text not null,
  userid text not null,
  external_userid text not null,
  source text,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null,
  reason text,
  sent_at timestamptz,
  primary key (workspace_id, account_id, code)
);
create index wecom_welcome_due on wecom_welcome (workspace_id, received_at) where state = 'new';

-- The copy of the platform.
create table wecom_staff (
  workspace_id bigint not null,
  account_id bigint not null,
  userid text not null,
  name text not null default '',
  seen_run bigint not null,
  gone_at timestamptz,
  primary key (workspace_id, account_id, userid)
);

create table wecom_customer (
  workspace_id bigint not null,
  account_id bigint not null,
  external_userid text not null,
  name text not null,
  avatar_url text,
  unionid text,
  kind smallint not null,
  synced_at timestamptz not null,
  primary key (workspace_id, account_id, external_userid)
);

-- Who has whom: one row for each member of staff and customer.
create table wecom_follow (
  workspace_id bigint not null,
  account_id bigint not null,
  external_userid text not null,
  userid text not null,
  remark text not null default '',
  state text,
  add_way int,
  tag_ids jsonb not null default '[]',
  since timestamptz,
  seen_run bigint not null,
  primary key (workspace_id, account_id, external_userid, userid)
);
create index wecom_follow_of on wecom_follow (workspace_id, account_id, userid, external_userid);

create table wecom_tag (
  workspace_id bigint not null,
  account_id bigint not null,
  tag_id text not null,
  name text not null,
  group_name text not null,
  seen_run bigint not null,
  primary key (workspace_id, account_id, tag_id)
);

create table wecom_group (
  workspace_id bigint not null,
  account_id bigint not null,
  chat_id text not null,
  name text not null default '',
  owner text not null default '',
  notice text not null default '',
  member_version text not null default '',
  created_at timestamptz,
  gone_at timestamptz,
  seen_run bigint not null,
  synced_at timestamptz,
  primary key (workspace_id, account_id, chat_id)
);
create index wecom_group_owner on wecom_group (workspace_id, account_id, owner);

create table wecom_group_member (
  workspace_id bigint not null,
  account_id bigint not null,
  chat_id text not null,
  userid text not null,
  name text not null default '',
  kind smallint not null,
  state text,
  joined_at timestamptz,
  primary key (workspace_id, account_id, chat_id, userid)
);
create index wecom_group_member_of on wecom_group_member (workspace_id, account_id, userid);

-- What is known to differ and waits to be fetched again. Kinds: customer, group, tags, staff.
create table wecom_refresh (
  workspace_id bigint not null,
  account_id bigint not null,
  kind text not null,
  key text not null,
  since timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  -- How often it was asked for; one that is asked for again while it is looked at stays.
  asks int not null default 1,
  -- The version of a group's members the platform spoke of; what it shows may lag behind.
  want text,
  error text,
  primary key (workspace_id, account_id, kind, key)
);
create index wecom_refresh_due on wecom_refresh (workspace_id, due_at);

-- The comparison with the platform, one row an account: where it is, and what the last one found.
create table wecom_sync (
  workspace_id bigint not null,
  account_id bigint not null,
  run bigint not null default 0,
  state text not null default 'never',
  phase text not null default 'staff',
  place text,
  done int not null default 0,
  total int not null default 0,
  drift jsonb not null default '{}',
  found jsonb not null default '{}',
  fault text,
  started_at timestamptz,
  finished_at timestamptz,
  due_at timestamptz not null,
  primary key (workspace_id, account_id)
);

-- One task of the platform: one sender, one text, their groups or customers. States: asking, doubt, waiting, done, refused.
create table wecom_mass (
  workspace_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  kind text not null,
  sender text not null,
  message jsonb not null,
  message_hash text not null,
  state text not null,
  reason text,
  msgid text,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  notified_at timestamptz,
  late_at timestamptz,
  -- The platform was asked whether it made the task twice.
  single_at timestamptz,
  polls int not null default 0,
  reminders int not null default 0,
  remind_at timestamptz,
  primary key (workspace_id, id)
);
create index wecom_mass_due on wecom_mass (workspace_id, due_at) where state = 'waiting';
create index wecom_mass_msgid on wecom_mass (workspace_id, account_id, msgid) where msgid is not null;

create table wecom_mass_target (
  workspace_id bigint not null,
  touch text not null,
  mass_id bigint not null,
  target text not null,
  community_id bigint not null,
  state text not null,
  reason text,
  at timestamptz,
  primary key (workspace_id, touch)
);
create index wecom_mass_target_of on wecom_mass_target (workspace_id, mass_id);
