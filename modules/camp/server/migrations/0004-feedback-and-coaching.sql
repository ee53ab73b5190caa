create table camp_feedback (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  rating int not null check (rating between 1 and 5),
  nps int not null check (nps between 0 and 10),
  best text not null,
  better text not null,
  -- May be asked for an interview.
  talk boolean not null,
  at timestamptz not null,
  primary key (workspace_id, edition_id, member_id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_feedback_member on camp_feedback (workspace_id, member_id);
create index camp_feedback_newest on camp_feedback (workspace_id, edition_id, at, member_id);

-- What an edition taught, and what it changes in the template.
create table camp_finding (
  workspace_id bigint not null,
  id bigint generated always as identity,
  template_id bigint not null,
  edition_id bigint not null,
  text text not null,
  change text not null,
  state text not null check (state in ('open', 'done', 'dropped')),
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, template_id) references camp_template (workspace_id, id) on delete cascade,
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade
);
create index camp_finding_template on camp_finding (workspace_id, template_id, id);
create index camp_finding_edition on camp_finding (workspace_id, edition_id);

-- What somebody who talked to a student wrote down.
create table camp_note (
  workspace_id bigint not null,
  id bigint generated always as identity,
  edition_id bigint not null,
  member_id bigint not null,
  text text not null,
  staff_id bigint,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_note_student on camp_note (workspace_id, edition_id, member_id, id);
create index camp_note_member on camp_note (workspace_id, member_id);
