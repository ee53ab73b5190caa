create table member (
  workspace_id bigint not null,
  id bigint generated always as identity,
  display_name text not null,
  avatar_url text,
  phone text,
  email text,
  gender text,
  age_band text,
  city text,
  city_tier text,
  occupation text,
  industry text,
  employer text,
  title text,
  attributes jsonb not null default '{}',
  stage smallint not null default 1 check (stage between 1 and 7),
  kind text not null default 'member' check (kind in ('member', 'staff', 'ambience')),
  source text,
  owner_staff_id bigint,
  -- Starts as created_at, so that sorting and "silent for n days" need no special case; equal to it means never active.
  last_active_at timestamptz not null,
  search text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
-- Each filter of the list has an index in the order of both sorts; a rare value and a common one are then both quick.
create index member_active on member (workspace_id, last_active_at, id);
create index member_stage on member (workspace_id, stage, id);
create index member_stage_active on member (workspace_id, stage, last_active_at, id);
create index member_source on member (workspace_id, source, id) where source is not null;
create index member_source_active on member (workspace_id, source, last_active_at, id) where source is not null;
create index member_owner on member (workspace_id, owner_staff_id, id) where owner_staff_id is not null;
create index member_helper on member (workspace_id, kind, id) where kind <> 'member';

create table member_identity (
  workspace_id bigint not null,
  channel text not null,
  external_id text not null,
  member_id bigint not null,
  primary key (workspace_id, channel, external_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index member_identity_member on member_identity (workspace_id, member_id);

-- Endings of names, words and numbers: a part of a name is the beginning of one of them. A plain b-tree range, because row-level
-- security keeps trigram and pattern operators (not leakproof) from using an index.
create table member_search (
  workspace_id bigint not null,
  token text collate "C" not null,
  member_id bigint not null,
  primary key (workspace_id, token, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index member_search_member on member_search (workspace_id, member_id);

create table tag_group (
  workspace_id bigint not null,
  name text not null,
  single_choice boolean not null default false,
  primary key (workspace_id, name)
);

create table tag (
  workspace_id bigint not null,
  id bigint generated always as identity,
  name text not null,
  group_name text not null default '',
  color text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);

create table member_tag (
  workspace_id bigint not null,
  tag_id bigint not null,
  member_id bigint not null,
  at timestamptz not null,
  by text,
  primary key (workspace_id, tag_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade,
  foreign key (workspace_id, tag_id) references tag (workspace_id, id) on delete cascade
);
create index member_tag_member on member_tag (workspace_id, member_id);
