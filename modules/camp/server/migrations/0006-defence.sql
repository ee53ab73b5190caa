-- Times at which students defend or show their work. `taken` changes under the row's lock.
create table camp_slot (
  workspace_id bigint not null,
  id bigint generated always as identity,
  edition_id bigint not null,
  at timestamptz not null,
  minutes int not null,
  place text not null,
  seats int not null,
  taken int not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, edition_id) references camp_edition (workspace_id, id) on delete cascade
);
create index camp_slot_at on camp_slot (workspace_id, edition_id, at, id);

create table camp_booking (
  workspace_id bigint not null,
  edition_id bigint not null,
  member_id bigint not null,
  slot_id bigint not null,
  title text not null,
  passed boolean,
  comment text,
  primary key (workspace_id, edition_id, member_id),
  foreign key (workspace_id, slot_id) references camp_slot (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index camp_booking_slot on camp_booking (workspace_id, slot_id);
create index camp_booking_member on camp_booking (workspace_id, member_id);
