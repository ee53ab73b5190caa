-- One activity in one community. The loop moves it when due_at has come; answers are taken until closes_at.
create table activity (
  workspace_id bigint not null,
  id bigint generated always as identity,
  code text not null,
  community_id bigint not null,
  script text not null,
  kind text not null,
  mechanism text not null check (mechanism in ('rounds', 'days', 'draw', 'claim', 'entries')),
  title text not null,
  spec jsonb not null,
  stage text not null check (stage in ('planned', 'announced', 'preheating', 'open', 'revealed', 'won', 'followed', 'done', 'stopped')),
  round int not null,
  rounds int not null,
  starts_at timestamptz not null,
  closes_at timestamptz,
  due_at timestamptz,
  -- What is published before and after, so that anybody can draw again.
  seed text not null,
  commitment text not null,
  -- Tickets as they were drawn from: whoever draws again needs them.
  tickets jsonb,
  claimed int not null check (claimed >= 0),
  reached int not null,
  -- Who planned it names it; the same key again is the same activity.
  key text not null,
  run_id bigint not null,
  ended_at timestamptz,
  stopped_why text,
  created_by bigint,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  unique (workspace_id, code),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade
);
create index activity_due on activity (due_at) where due_at is not null;
create index activity_community on activity (workspace_id, community_id, starts_at, id);
create index activity_starts on activity (workspace_id, starts_at, id);
create index activity_script on activity (workspace_id, script, starts_at);

-- What is asked in a round, as it was when the activity was planned; answer stays here until the round is revealed.
create table activity_round (
  workspace_id bigint not null,
  activity_id bigint not null,
  round int not null,
  text text not null,
  options jsonb not null,
  answer text,
  explain text not null,
  opened_at timestamptz,
  first_at timestamptz,
  revealed_at timestamptz,
  primary key (workspace_id, activity_id, round),
  foreign key (workspace_id, activity_id) references activity (workspace_id, id) on delete cascade
);

-- One act of one member in one round: an answer, a sign-in, a ticket, a claim. Order is (at, id).
create table activity_answer (
  workspace_id bigint not null,
  activity_id bigint not null,
  round int not null,
  member_id bigint not null,
  id bigint generated always as identity,
  choice text not null,
  hit boolean not null,
  at timestamptz not null,
  primary key (workspace_id, activity_id, round, member_id)
);
create index activity_answer_member on activity_answer (workspace_id, member_id, activity_id);

-- Who got what; one prize a person a round. Round 0 is the whole activity.
create table activity_win (
  workspace_id bigint not null,
  activity_id bigint not null,
  round int not null,
  member_id bigint not null,
  rank int not null,
  award text not null,
  prize jsonb not null,
  cost bigint not null,
  given boolean not null,
  at timestamptz not null,
  primary key (workspace_id, activity_id, round, member_id),
  foreign key (workspace_id, activity_id) references activity (workspace_id, id) on delete cascade
);
create index activity_win_member on activity_win (workspace_id, member_id, at);

-- A contribution others see: a line of a chain, a photo, an order shown, a question.
create table activity_entry (
  workspace_id bigint not null,
  activity_id bigint not null,
  id bigint generated always as identity,
  member_id bigint not null,
  number int not null,
  text text not null,
  media_id bigint,
  votes int not null check (votes >= 0),
  hidden boolean not null,
  reply text not null,
  key text not null,
  at timestamptz not null,
  primary key (workspace_id, activity_id, id),
  unique (workspace_id, activity_id, member_id, key)
);
create index activity_entry_votes on activity_entry (workspace_id, activity_id, votes, id);
create index activity_entry_member on activity_entry (workspace_id, member_id, activity_id);

create table activity_vote (
  workspace_id bigint not null,
  activity_id bigint not null,
  entry_id bigint not null,
  member_id bigint not null,
  at timestamptz not null,
  primary key (workspace_id, activity_id, entry_id, member_id)
);
create index activity_vote_member on activity_vote (workspace_id, member_id, activity_id);
