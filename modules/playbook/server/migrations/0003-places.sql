-- Tracks that stand at the same place share one small row, at most 5,000 of them: where that goes, they go, and no row of theirs is written.
create temporary table standing on commit drop as
  select workspace_id, run_id, member_id, state, anchor_day, anchor_at, done_until, due_at, pending,
    dense_rank() over (
      order by workspace_id, run_id, member_id = 0, state, anchor_day, anchor_at, done_until, due_at, pending, share) as place_id
  from (
    select t.*, (row_number() over (
      partition by workspace_id, run_id, member_id = 0, state, anchor_day, anchor_at, done_until, due_at, pending order by member_id) - 1) / 5000 as share
    from playbook_track t) shared;

drop table playbook_track;

create table playbook_place (
  workspace_id bigint not null,
  run_id bigint not null,
  id bigint generated always as identity,
  -- The group's own track stands alone.
  community boolean not null,
  -- 1 active, 2 done, 3 resting (its run is paused or over)
  state smallint not null,
  anchor_day date not null,
  anchor_at timestamptz not null,
  done_until timestamptz not null,
  due_at timestamptz,
  pending jsonb,
  -- How many stand here; those forgotten or merged since it last moved are still counted.
  n int not null,
  primary key (workspace_id, run_id, id),
  foreign key (workspace_id, run_id) references playbook_run (workspace_id, id) on delete cascade
) with (fillfactor = 60);
create index playbook_place_due on playbook_place (workspace_id, due_at) where state = 1 and due_at is not null;
create index playbook_place_next on playbook_place (workspace_id, run_id, due_at) where state = 1 and due_at is not null;

-- member_id 0 is the community's own track.
create table playbook_track (
  workspace_id bigint not null,
  run_id bigint not null,
  member_id bigint not null,
  place_id bigint not null,
  -- The day it counts from: the run's start, or the joining.
  since date not null,
  primary key (workspace_id, run_id, member_id),
  foreign key (workspace_id, run_id, place_id) references playbook_place (workspace_id, run_id, id) on delete cascade
);
create index playbook_track_place on playbook_track (workspace_id, run_id, place_id, member_id);
create index playbook_track_member on playbook_track (workspace_id, member_id) where member_id > 0;

insert into playbook_place (workspace_id, run_id, id, community, state, anchor_day, anchor_at, done_until, due_at, pending, n)
  overriding system value
  select workspace_id, run_id, place_id, bool_or(member_id = 0), min(state), min(anchor_day), min(anchor_at), min(done_until), min(due_at),
    (array_agg(pending))[1], count(*)
  from standing group by workspace_id, run_id, place_id order by place_id;
select setval(pg_get_serial_sequence('playbook_place', 'id'), coalesce(max(id), 0) + 1, false) from playbook_place;
insert into playbook_track (workspace_id, run_id, member_id, place_id, since)
  select workspace_id, run_id, member_id, place_id, anchor_day from standing order by workspace_id, run_id, member_id;
