-- Who reads whose homework; the author never learns who. `place` is how the reader's phone names it.
create table camp_peer (
  workspace_id bigint not null,
  edition_id bigint not null,
  day int not null,
  member_id bigint not null,
  place int not null,
  author_id bigint not null,
  score int,
  comment text,
  at timestamptz,
  primary key (workspace_id, edition_id, day, member_id, place),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade,
  foreign key (workspace_id, author_id) references member (workspace_id, id) on delete cascade
);
create index camp_peer_author on camp_peer (workspace_id, author_id);
create index camp_peer_member on camp_peer (workspace_id, member_id);
create index camp_peer_work on camp_peer (workspace_id, edition_id, day, author_id);
-- Days whose homework was given out to readers.
alter table camp_edition add column peer_days int[] not null default '{}';

-- A voice of a check-in, as the phone recorded it.
create table camp_sound (
  workspace_id bigint not null,
  id bigint generated always as identity,
  edition_id bigint not null,
  member_id bigint not null,
  format text not null,
  data bytea not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_sound_edition on camp_sound (workspace_id, edition_id);
create index camp_sound_member on camp_sound (workspace_id, member_id, at);
alter table camp_check_in add column sound_id bigint;
