create table form (
  workspace_id bigint not null,
  id bigint generated always as identity,
  -- What playbooks call it by; the public code is what links carry.
  key text not null,
  public_code text not null,
  purpose text not null check (purpose in ('card', 'survey')),
  state text not null check (state in ('draft', 'open', 'closed')),
  title text not null,
  intro text not null,
  thanks text not null,
  show_example boolean not null,
  version int not null,
  questions jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  unique (workspace_id, public_code)
);
create index form_changed on form (workspace_id, updated_at, id);

-- Questions as they were; answers name the version they were given to.
create table form_version (
  workspace_id bigint not null,
  form_id bigint not null,
  version int not null,
  questions jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, form_id, version),
  foreign key (workspace_id, form_id) references form (workspace_id, id) on delete cascade
);

-- One row a member who was asked (asked_at) or came by themselves; community_id and run_id are 0 where there is none.
create table form_ask (
  workspace_id bigint not null,
  form_id bigint not null,
  member_id bigint not null,
  community_id bigint not null default 0,
  run_id bigint not null default 0,
  asked_at timestamptz,
  opened_at timestamptz,
  primary key (workspace_id, form_id, member_id),
  foreign key (workspace_id, form_id) references form (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index form_ask_member on form_ask (workspace_id, member_id);
create index form_ask_community on form_ask (workspace_id, form_id, community_id);

create table form_answer (
  workspace_id bigint not null,
  form_id bigint not null,
  member_id bigint not null,
  community_id bigint not null default 0,
  version int not null,
  answers jsonb not null,
  shared boolean not null,
  answered_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, form_id, member_id),
  foreign key (workspace_id, form_id, version) references form_version (workspace_id, form_id, version),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index form_answer_newest on form_answer (workspace_id, form_id, answered_at, member_id);
create index form_answer_community on form_answer (workspace_id, form_id, community_id, answered_at, member_id);
create index form_answer_member on form_answer (workspace_id, member_id);
