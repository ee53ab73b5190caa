-- One row a member (kind member): tier, group, activity and RFM. The stage is the record's own.
create table standing (
  workspace_id bigint not null,
  member_id bigint not null,
  tier smallint not null default 1,
  customer_group smallint not null default 1,
  last_act_at timestamptz,
  asleep_since timestamptz,
  -- When the member falls asleep if nothing happens; empty while asleep and for those who never did anything.
  sleep_at timestamptz,
  gone_since timestamptz,
  messages int not null default 0,
  reactions int not null default 0,
  answers int not null default 0,
  act_days int not null default 0,
  last_act_day date,
  score smallint not null default 0,
  r smallint,
  f smallint,
  m smallint,
  rfm text,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
alter table standing set (fillfactor = 80);
create index standing_sleep on standing (workspace_id, sleep_at, member_id) where sleep_at is not null;
create index standing_asleep on standing (workspace_id, asleep_since, member_id) where asleep_since is not null;
create index standing_tier on standing (workspace_id, tier, member_id);
create index standing_group on standing (workspace_id, customer_group, member_id);
create index standing_rfm on standing (workspace_id, rfm, member_id) where rfm is not null;
create index standing_score on standing (workspace_id, score, member_id) where score > 0;

-- What a member did on a local day: the score's window is summed from here, never from the log.
create table standing_day (
  workspace_id bigint not null,
  member_id bigint not null,
  day date not null,
  messages int not null default 0,
  reactions int not null default 0,
  answers int not null default 0,
  primary key (workspace_id, member_id, day),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index standing_day_of on standing_day (workspace_id, day, member_id);

-- Members whose rules are to be asked again, with the latest event of each kind that may have changed an answer: {"order.paid": 17}.
create table standing_dirty (
  workspace_id bigint not null,
  member_id bigint not null,
  causes jsonb not null,
  -- Orders changed as well, so RFM is counted again.
  bought boolean not null default false,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);

create table standing_move (
  workspace_id bigint not null,
  id bigint generated always as identity,
  ladder text not null check (ladder in ('stage', 'tier', 'group')),
  member_id bigint not null,
  from_step smallint not null,
  to_step smallint not null,
  at timestamptz not null,
  cause jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index standing_move_at on standing_move (workspace_id, ladder, at, id);
create index standing_move_to on standing_move (workspace_id, ladder, to_step, at, id);
create index standing_move_member on standing_move (workspace_id, member_id, id);

create table standing_override (
  workspace_id bigint not null,
  member_id bigint not null,
  ladder text not null check (ladder in ('stage', 'tier', 'group')),
  step smallint not null,
  reason text not null,
  staff_id bigint,
  at timestamptz not null,
  until timestamptz,
  primary key (workspace_id, member_id, ladder),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index standing_override_end on standing_override (workspace_id, until) where until is not null;

create table standing_rule (
  workspace_id bigint not null,
  ladder text not null check (ladder in ('stage', 'tier', 'group')),
  version int not null,
  book jsonb not null,
  note text not null,
  published_by bigint,
  published_at timestamptz not null,
  primary key (workspace_id, ladder, version)
);

-- Settings, the RFM cut-offs at work, and how far the rules have looked at what time alone changes.
create table standing_setting (
  workspace_id bigint not null,
  body jsonb,
  cuts jsonb,
  cuts_at timestamptz,
  looked_at timestamptz,
  primary key (workspace_id)
);

-- A full count at work, and the moves it has found but not made yet.
create table standing_count (
  workspace_id bigint not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  phase text not null,
  done int not null,
  total int not null,
  moved int not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id)
);
create table standing_pending (
  workspace_id bigint not null,
  ladder text not null,
  member_id bigint not null,
  from_step smallint not null,
  to_step smallint not null,
  rule int not null,
  primary key (workspace_id, ladder, member_id)
);
