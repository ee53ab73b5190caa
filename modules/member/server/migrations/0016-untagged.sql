-- Members who may carry no tag: everybody without one has a mark, and whoever looks asks the tags again, so that a mark too many does no harm.
-- Without it the few among a million are found by asking all of them. Nothing checks against member: a check for each member made costs more than
-- the mark.
create table member_untagged (
  workspace_id bigint not null,
  member_id bigint not null,
  primary key (workspace_id, member_id)
);
insert into member_untagged (workspace_id, member_id)
select m.workspace_id, m.id from member m
where not exists (select 1 from member_tag mt where mt.workspace_id = m.workspace_id and mt.member_id = m.id);
