create table camp_template (
  workspace_id bigint not null,
  id bigint generated always as identity,
  name text not null,
  plan jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

-- One cohort. `admitted` counts seats taken and changes under the row's lock; `next_at` is when the clock has something to do.
create table camp_edition (
  workspace_id bigint not null,
  id bigint generated always as identity,
  template_id bigint not null,
  community_id bigint not null,
  name text not null,
  public_code text not null,
  state text not null check (state in ('enrolling', 'running', 'finished', 'closed')),
  starts_on date not null,
  zone text not null,
  seats int not null,
  admitted int not null default 0,
  plan jsonb not null,
  next_at timestamptz,
  reminded_day int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, public_code),
  foreign key (workspace_id, template_id) references camp_template (workspace_id, id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade
);
create index camp_edition_start on camp_edition (workspace_id, starts_on, id);
create index camp_edition_template on camp_edition (workspace_id, template_id);
create index camp_edition_community on camp_edition (workspace_id, community_id);
create index camp_edition_next on camp_edition (workspace_id, next_at) where next_at is not null;

create table camp_student (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  state text not null check (state in ('applied', 'waiting', 'admitted', 'declined', 'left')),
  post text not null default 'none',
  counted boolean not null,
  quiz_percent int,
  proof_media_id bigint,
  order_id bigint,
  reason text,
  applied_at timestamptz not null,
  admitted_at timestamptz,
  -- Make-up cards used.
  cards int not null default 0,
  exam_percent int,
  graduated boolean,
  primary key (workspace_id, edition_id, member_id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_student_member on camp_student (workspace_id, member_id);
create index camp_student_queue on camp_student (workspace_id, edition_id, state, applied_at, member_id);

create table camp_check_in (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  day int not null,
  text text not null,
  pictures bigint[] not null,
  link text,
  made_up boolean not null,
  at timestamptz not null,
  comment text,
  commented_by bigint,
  commented_at timestamptz,
  primary key (workspace_id, edition_id, member_id, day),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_check_in_member on camp_check_in (workspace_id, member_id);
