create table community (
  workspace_id bigint not null,
  id bigint generated always as identity,
  type text not null,
  name text not null,
  state text not null default 'planned',
  channel text not null default 'room',
  public_code text not null,
  capacity int not null,
  product_line text,
  positioning jsonb not null default '{}',
  promise text not null default '',
  connection text not null default 'decentralised',
  rules jsonb not null default '[]',
  announcement jsonb not null default '{}',
  welcome jsonb not null default '{}',
  threshold jsonb not null default '{}',
  options jsonb not null default '{}',
  chapter text,
  opens_at timestamptz,
  closes_at timestamptz,
  -- When the clock moves the state next: opening, cooling, closing or the end.
  next_move_at timestamptz,
  lifetime_hours int,
  -- Counted members; staff and ambience helpers are in headcount only. Both change under the row's lock.
  member_count int not null default 0,
  headcount int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, public_code)
);
create index community_moves on community (next_move_at) where next_move_at is not null;
create index community_state on community (workspace_id, state, id);
create index community_type on community (workspace_id, type, id);
create index community_chapter on community (workspace_id, chapter, id) where chapter is not null;
create index community_name on community (workspace_id, name, id);
create index community_size on community (workspace_id, member_count, id);
create index community_closes on community (workspace_id, closes_at, id) where closes_at is not null;

create table community_staff (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  staff_id bigint not null,
  post text not null,
  since timestamptz not null,
  until timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade
);
create unique index community_staff_post on community_staff (workspace_id, community_id, staff_id, post) where until is null;
create index community_staff_of on community_staff (workspace_id, staff_id, community_id) where until is null;

create table membership (
  workspace_id bigint not null,
  community_id bigint not null,
  member_id bigint not null,
  state text not null default 'active' check (state in ('active', 'left', 'removed')),
  role text not null default 'member' check (role in ('member', 'duty', 'kol', 'ambience', 'staff')),
  counted boolean not null default true,
  joined_at timestamptz not null,
  left_at timestamptz,
  leave_kind text,
  leave_reason text,
  scene text not null,
  inviter_member_id bigint,
  source text,
  muted_until timestamptz,
  rejoin_blocked boolean not null default false,
  primary key (workspace_id, community_id, member_id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index membership_member on membership (workspace_id, member_id, community_id);
create index membership_joined on membership (workspace_id, community_id, joined_at, member_id);

create table application (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  member_id bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'interview', 'approved', 'rejected', 'withdrawn')),
  answers jsonb not null default '[]',
  reason text,
  scene text not null default 'application',
  source text,
  inviter_member_id bigint,
  invitation_id bigint,
  decided_by bigint,
  decided_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create unique index application_open on application (workspace_id, community_id, member_id) where state in ('waiting', 'interview');
create index application_of on application (workspace_id, community_id, id);

create table invitation_code (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  code text not null,
  note text not null default '',
  inviter_member_id bigint,
  source text,
  used int not null default 0,
  max_uses int,
  expires_at timestamptz,
  revoked_at timestamptz,
  created_by bigint,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade
);
create index invitation_code_of on invitation_code (workspace_id, community_id, id);
