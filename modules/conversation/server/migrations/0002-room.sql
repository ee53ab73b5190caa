-- One conversation of a community: thread 0 is the group's room, any other number the private thread with that member.
-- Whoever adds to it locks this row first, so numbers grow by one without holes.
create table room (
  workspace_id bigint not null,
  community_id bigint not null,
  thread bigint not null,
  last_seq bigint not null default 0,
  -- Number of the last change to a message that was already there (recall, reaction).
  last_rev bigint not null default 0,
  last_at timestamptz,
  -- The member spoke last and nobody of the staff has answered since.
  waiting_since timestamptz,
  -- The last card with options: a single letter answers it.
  ask jsonb,
  pin jsonb,
  primary key (workspace_id, community_id, thread)
);
create index room_waiting on room (workspace_id, community_id, waiting_since) where waiting_since is not null;
create index room_recent on room (workspace_id, community_id, last_at) where thread > 0;

-- author_kind 1 member, 2 staff, 3 the community itself, 4 the house. client_key is the author's own name for the message
-- (the touch, for what the engine posts): saying it twice is saying it once.
create table message (
  workspace_id bigint not null,
  community_id bigint not null,
  thread bigint not null,
  seq bigint not null,
  at timestamptz not null,
  author_id bigint not null,
  reply_to bigint,
  recalled_at timestamptz,
  author_kind smallint not null,
  mention_all boolean not null default false,
  kind text not null,
  client_key text not null,
  recalled_by text,
  mentions bigint[],
  body jsonb not null,
  primary key (workspace_id, community_id, thread, seq)
);
create unique index message_key on message (workspace_id, author_kind, author_id, client_key, community_id, thread);

-- Which old messages changed, and when: what a phone that was away has to fetch again.
create table message_change (
  workspace_id bigint not null,
  community_id bigint not null,
  thread bigint not null,
  seq bigint not null,
  rev bigint not null,
  primary key (workspace_id, community_id, thread, seq)
);
create index message_change_rev on message_change (workspace_id, community_id, thread, rev);

create table reaction (
  workspace_id bigint not null,
  community_id bigint not null,
  thread bigint not null,
  seq bigint not null,
  author_kind smallint not null,
  author_id bigint not null,
  emoji text not null,
  at timestamptz not null,
  primary key (workspace_id, community_id, thread, seq, author_kind, author_id, emoji)
);

create table room_read (
  workspace_id bigint not null,
  community_id bigint not null,
  thread bigint not null,
  reader_kind smallint not null,
  reader_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (workspace_id, community_id, thread, reader_kind, reader_id)
);

-- What a member wrote with a word that a person must look at first. It gets its number when it is let in.
create table held_message (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  thread bigint not null,
  member_id bigint not null,
  reply_to bigint,
  at timestamptz not null,
  decided_at timestamptz,
  kind text not null,
  client_key text not null,
  state text not null default 'waiting',
  decided_by text,
  mentions bigint[],
  words text[] not null,
  body jsonb not null,
  primary key (workspace_id, id)
);
create unique index held_message_key on held_message (workspace_id, member_id, client_key, community_id, thread);
create index held_message_waiting on held_message (workspace_id, community_id, id) where state = 'waiting';

create table sensitive_word (
  workspace_id bigint not null,
  word text not null,
  action text not null,
  created_at timestamptz not null,
  primary key (workspace_id, word)
);

-- Grows with every change of the list, so that each process knows when to read it again.
create table word_list (
  workspace_id bigint not null,
  version bigint not null,
  primary key (workspace_id)
);
