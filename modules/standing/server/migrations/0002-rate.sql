-- What the four rates are made of, by member and community (0: the workspace). kind 1 presence (1 here, 0 left, 2 the community ended),
-- 2 wakefulness (1 awake, 2 asleep), 3 tier. Written in any order of time; everything below is counted from here and can be again.
create table rate_fact (
  workspace_id bigint not null,
  member_id bigint not null,
  community_id bigint not null,
  kind smallint not null,
  at timestamptz not null,
  event_id bigint not null,
  value smallint not null,
  primary key (workspace_id, member_id, community_id, kind, at, event_id)
);

-- A stretch in which nothing about a member changed that a rate asks for: the members behind every denominator.
create table rate_span (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  member_id bigint not null,
  from_at timestamptz not null,
  to_at timestamptz,
  awake smallint not null,
  bought boolean not null,
  tier smallint not null,
  source text not null,
  owner text not null,
  primary key (workspace_id, id)
);
create index rate_span_member on rate_span (workspace_id, member_id);
create index rate_span_open on rate_span (workspace_id, community_id, member_id) where to_at is null;
create index rate_span_ended on rate_span (workspace_id, community_id, to_at) where to_at is not null;

-- Who came, bought, was lost or woken in a day, week or month: the members behind every numerator.
create table rate_flow (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  grain text not null,
  period date not null,
  flow text not null,
  member_id bigint not null,
  at timestamptz not null,
  event_id bigint not null,
  bought boolean not null,
  tier smallint not null,
  source text not null,
  owner text not null,
  primary key (workspace_id, id)
);
create index rate_flow_member on rate_flow (workspace_id, member_id);
create index rate_flow_period on rate_flow (workspace_id, community_id, grain, period, flow, member_id);

-- Roll-ups of the two above. dim: all, source, owner, tier. A stock is the sum of the changes before its day.
create table rate_stock (
  workspace_id bigint not null,
  community_id bigint not null,
  dim text not null,
  key text not null,
  day date not null,
  base int not null,
  unbought int not null,
  awake int not null,
  asleep int not null,
  primary key (workspace_id, community_id, dim, key, day)
);
create index rate_stock_dim on rate_stock (workspace_id, dim, community_id, day);
create table rate_cell (
  workspace_id bigint not null,
  community_id bigint not null,
  dim text not null,
  key text not null,
  grain text not null,
  period date not null,
  flow text not null,
  n int not null,
  unbought int not null,
  primary key (workspace_id, community_id, dim, key, grain, period, flow)
);
create index rate_cell_period on rate_cell (workspace_id, dim, grain, period, community_id);
