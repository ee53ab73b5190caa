alter table member add column erased_at timestamptz;

-- What people agree to, each wording for ever under its version.
create table consent_text (
  workspace_id bigint not null,
  purpose text not null,
  version int not null,
  body text not null,
  created_by bigint,
  created_at timestamptz not null,
  primary key (workspace_id, purpose, version)
);

-- One row a consent: given once, withdrawn once.
create table consent (
  workspace_id bigint not null,
  id bigint generated always as identity,
  member_id bigint not null,
  purpose text not null,
  version int not null,
  channel text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade,
  foreign key (workspace_id, purpose, version) references consent_text (workspace_id, purpose, version)
);
create unique index consent_standing on consent (workspace_id, member_id, purpose) where withdrawn_at is null;
create index consent_member on consent (workspace_id, member_id, id);

-- do_not_disturb: no private touches until then; blacklist: may not join, gets nothing.
create table member_block (
  workspace_id bigint not null,
  member_id bigint not null,
  kind text not null check (kind in ('do_not_disturb', 'blacklist')),
  reason text not null,
  until timestamptz,
  by jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, member_id, kind),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index member_block_kind on member_block (workspace_id, kind, at, member_id);
