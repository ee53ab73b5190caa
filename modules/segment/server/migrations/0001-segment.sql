-- live: members that meet the condition, kept up to date; list: members put in by hand.
create table segment (
  workspace_id bigint not null,
  id bigint generated always as identity,
  name text not null,
  note text not null default '',
  kind text not null check (kind in ('live', 'list')),
  condition jsonb,
  -- Grows with every change of the condition, so that a rebuild of an old one stops.
  version int not null default 1,
  state text not null check (state in ('building', 'ready', 'failed')),
  built_rows int not null default 0,
  -- The build under way moves people in bulk and tells nobody: a first one, or one after a change of the condition.
  quiet boolean not null default true,
  fault text,
  size int not null default 0,
  -- Kinds of events after which a member is looked at again.
  events text[] not null default '{}',
  -- The condition looks at the clock; time is answered for up to swept_at.
  timed boolean not null default false,
  swept_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name),
  check ((kind = 'live') = (condition is not null))
);
create index segment_swept on segment (swept_at) where timed and state = 'ready';

-- One row a stay; without left_at the member is in.
create table segment_member (
  workspace_id bigint not null,
  segment_id bigint not null,
  member_id bigint not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  primary key (workspace_id, segment_id, member_id, entered_at),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index segment_member_of on segment_member (workspace_id, member_id, segment_id) where left_at is null;
create index segment_member_entered on segment_member (workspace_id, segment_id, entered_at, member_id);
create index segment_member_left on segment_member (workspace_id, segment_id, left_at, member_id) where left_at is not null;

-- Members that changed while a rebuild was under way: the rebuild's older view of them does not count.
create table segment_touched (
  workspace_id bigint not null,
  segment_id bigint not null,
  member_id bigint not null,
  primary key (workspace_id, segment_id, member_id),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id) on delete cascade
);

create table segment_day (
  workspace_id bigint not null,
  segment_id bigint not null,
  day date not null,
  size int not null,
  entered int not null default 0,
  gone int not null default 0,
  primary key (workspace_id, segment_id, day),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id) on delete cascade
);

-- Row whose lock makes changes of memberships in one workspace follow each other.
create table segment_gate (
  workspace_id bigint not null,
  max_cost bigint not null,
  primary key (workspace_id)
);

create table tag_rule (
  workspace_id bigint not null,
  id bigint generated always as identity,
  segment_id bigint not null,
  tag text not null,
  -- leaves: the tag goes when the member leaves the segment; stays: it stays.
  until text not null check (until in ('leaves', 'stays')),
  active boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, segment_id, tag),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id) on delete restrict
);
