create table figure_day (
  workspace_id bigint not null,
  community_id bigint not null,
  day date not null,
  joined int not null default 0,
  "left" int not null default 0,
  removed int not null default 0,
  messages int not null default 0,
  answers int not null default 0,
  reactions int not null default 0,
  posts int not null default 0,
  reached int not null default 0,
  primary key (workspace_id, community_id, day)
);

-- Who said something on a day: different people can be counted over any span.
create table figure_speaker (
  workspace_id bigint not null,
  community_id bigint not null,
  day date not null,
  member_id bigint not null,
  primary key (workspace_id, community_id, day, member_id)
);

-- Answers to the posts of a run, by the touch they answer; a member counts once a touch.
create table figure_answer (
  workspace_id bigint not null,
  run_id bigint not null,
  step_id bigint not null,
  occurrence bigint not null,
  member_id bigint not null,
  primary key (workspace_id, run_id, step_id, occurrence, member_id)
);
