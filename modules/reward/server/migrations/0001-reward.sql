-- The catalogue. issued is the counter that "never over-issued" rests on: who gives locks the row, and the checks refuse the rest.
create table reward (
  workspace_id bigint not null,
  id bigint generated always as identity,
  key text not null,
  kind text not null check (kind in ('points', 'coupon', 'codes', 'goods', 'service')),
  state text not null check (state in ('active', 'archived')),
  name text not null,
  description text not null,
  points int not null check (points >= 0),
  cost bigint not null check (cost >= 0),
  stock int,
  budget bigint,
  valid_days int,
  issued int not null check (issued >= 0),
  used int not null check (used >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  check (stock is null or issued <= stock),
  check (budget is null or issued * cost <= budget)
);
create index reward_changed on reward (workspace_id, updated_at, id);

-- Codes of a reward of kind codes, each given once.
create table reward_code (
  workspace_id bigint not null,
  reward_id bigint not null,
  id bigint generated always as identity,
  code text not null,
  taken boolean not null,
  primary key (workspace_id, reward_id, id),
  unique (workspace_id, reward_id, code),
  foreign key (workspace_id, reward_id) references reward (workspace_id, id) on delete cascade
);
create index reward_code_free on reward_code (workspace_id, reward_id, id) where not taken;

-- One piece given to one member; key is the giver's own name for it.
create table reward_issue (
  workspace_id bigint not null,
  id bigint generated always as identity,
  reward_id bigint not null,
  member_id bigint not null,
  community_id bigint not null,
  key text not null,
  why text not null,
  pickup text,
  code text,
  state text not null check (state in ('issued', 'ready', 'shipped', 'redeemed', 'expired')),
  address_sealed text,
  carrier text not null,
  tracking text not null,
  issued_at timestamptz not null,
  expires_at timestamptz,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, reward_id) references reward (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create unique index reward_issue_pickup on reward_issue (workspace_id, pickup) where pickup is not null;
create index reward_issue_member on reward_issue (workspace_id, member_id, id);
create index reward_issue_reward on reward_issue (workspace_id, reward_id, id);
create index reward_issue_state on reward_issue (workspace_id, state, id);
create index reward_issue_expiry on reward_issue (workspace_id, expires_at) where state in ('issued', 'ready') and expires_at is not null;
