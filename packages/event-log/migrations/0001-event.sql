-- tx is the number of the writing transaction plus the base below: the order of the log is (tx, id).
create table event (
  workspace_id bigint not null,
  tx bigint not null,
  id bigint generated always as identity,
  kind text not null,
  at timestamptz not null,
  member_id bigint,
  community_id bigint,
  run_id bigint,
  counted boolean not null,
  actor jsonb,
  data jsonb not null,
  dedupe_key text,
  primary key (workspace_id, tx, id)
);
create index event_member on event (workspace_id, member_id, id) where member_id is not null;
create index event_community on event (workspace_id, community_id, id) where community_id is not null;
create unique index event_dedupe on event (workspace_id, dedupe_key) where dedupe_key is not null;

create table reader_cursor (
  workspace_id bigint not null,
  reader text not null,
  tx bigint not null default 0,
  event_id bigint not null default 0,
  failures int not null default 0,
  last_error text,
  retry_at timestamptz,
  primary key (workspace_id, reader)
);

create table event_log_base (single boolean primary key default true check (single), base bigint not null);
comment on table event_log_base is 'global: added to transaction numbers, so that a restored log continues after the old one';
insert into event_log_base (base) values (0);
