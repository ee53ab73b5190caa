-- One attempt: the questions as they were drawn, so that what somebody answered keeps its words. `waiting` short answers are still read by a person.
create table camp_exam_try (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  exam text not null,
  attempt int not null,
  questions jsonb not null,
  answers jsonb not null,
  grades jsonb,
  started_at timestamptz not null,
  due_at timestamptz,
  handed_in_at timestamptz,
  waiting int not null default 0,
  percent int,
  passed boolean,
  primary key (workspace_id, edition_id, member_id, exam, attempt),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_exam_try_member on camp_exam_try (workspace_id, member_id);
create index camp_exam_try_waiting on camp_exam_try (workspace_id, edition_id, handed_in_at, member_id) where waiting > 0;
create index camp_exam_try_due on camp_exam_try (workspace_id, edition_id, due_at) where handed_in_at is null;

-- Plans from before there were exams have none.
update camp_template set plan = jsonb_build_object('exams', '[]'::jsonb) || plan;
update camp_edition set plan = jsonb_build_object('exams', '[]'::jsonb) || plan;
