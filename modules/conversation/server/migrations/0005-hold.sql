-- What a rule held back or dropped, one row a touch, rule and day: it stays when the touch leaves later.
create table send_hold (
  workspace_id bigint not null,
  id bigint generated always as identity,
  send_id bigint not null,
  day date not null,
  at timestamptz not null,
  reason text not null,
  -- What was decided then: held, paused, expired, cancelled.
  outcome text not null,
  until timestamptz,
  community_id bigint not null,
  -- 0: a post to the whole group.
  member_id bigint not null,
  source smallint not null,
  run_id bigint not null,
  primary key (workspace_id, id),
  unique (workspace_id, send_id, reason, day)
);
create index send_hold_day on send_hold (workspace_id, day, id);
create index send_hold_reason on send_hold (workspace_id, reason, day, id);
create index send_hold_member on send_hold (workspace_id, member_id, day, id) where member_id > 0;
create index send_hold_community on send_hold (workspace_id, community_id, day, id);
create index send_hold_run on send_hold (workspace_id, source, run_id, day, id);
