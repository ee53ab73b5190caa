-- The member list walks along one of two indexes, or begins with one filter, and passes by what does not match without a look at its row:
-- these indexes hold every column it filters and sorts by. An index for one filter in one order is not needed beside them.
create index member_walk on member (workspace_id, id)
  include (last_active_at, stage, kind, source, owner_staff_id, created_at, erased_at);
drop index member_active;
create index member_active on member (workspace_id, last_active_at, id) include (stage, kind, source, owner_staff_id, created_at, erased_at);
drop index member_stage_active;
drop index member_source_active;
drop index member_stage;
create index member_stage on member (workspace_id, stage, id) include (last_active_at, kind, source, owner_staff_id, created_at, erased_at);
drop index member_source;
create index member_source on member (workspace_id, source, id)
  include (last_active_at, stage, kind, owner_staff_id, created_at, erased_at) where source is not null;
drop index member_owner;
create index member_owner on member (workspace_id, owner_staff_id, id)
  include (last_active_at, stage, kind, source, created_at, erased_at) where owner_staff_id is not null;
