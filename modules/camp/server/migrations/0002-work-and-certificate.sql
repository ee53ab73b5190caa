alter table camp_student drop column exam_percent;

create table camp_work (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  day int not null,
  text text not null,
  pictures bigint[] not null,
  link text,
  share boolean not null,
  state text not null check (state in ('handed_in', 'returned', 'accepted')),
  late boolean not null,
  excellent boolean not null default false,
  score int,
  comment text,
  handed_in_at timestamptz not null,
  reviewed_by bigint,
  reviewed_at timestamptz,
  primary key (workspace_id, edition_id, member_id, day),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_work_queue on camp_work (workspace_id, edition_id, state, handed_in_at, member_id);
create index camp_work_member on camp_work (workspace_id, member_id);
create index camp_check_in_newest on camp_check_in (workspace_id, edition_id, at, member_id);

-- The words as they were on the day it was given; `picture` once it was drawn.
create table camp_certificate (
  workspace_id bigint not null,
  id bigint generated always as identity,
  edition_id bigint not null,
  member_id bigint not null,
  number text not null,
  name text not null,
  text text not null,
  issued_on text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  picture bytea,
  primary key (workspace_id, id),
  unique (workspace_id, number),
  unique (workspace_id, edition_id, member_id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_certificate_member on camp_certificate (workspace_id, member_id);
